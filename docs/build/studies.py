"""`make studies`: measure how well the certainty is stated and how soon the answer is known; write docs/studies.md."""

from __future__ import annotations

import time

import calibration
import question_study
import study_page

from advisor.knowledge import load_knowledge

if __name__ == "__main__":
    k = load_knowledge()
    start = time.process_time()
    sure = calibration.run(k)
    print(f"calibration: mean distance {sure['reported_on']['error']:.3f}")
    asked = question_study.run(k)
    print(f"questions: {asked['parts']['adaptive']['0.5']:.0%} agree at half the form")
    # Rounded coarsely: the page should not change with every run of the clock.
    seconds = max(round((time.process_time() - start) / 30) * 30, 30)
    study_page.write({"calibration": sure, "questions": asked, "seconds": seconds})
