"""The vendor catalogue: what each product covers, joins and costs, with the source and date of every fact."""
