"""What must outlive a session: assessments, clients and workshops; `store`, `clients`, `workshops` say what is kept."""
