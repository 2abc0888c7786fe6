# make run    set up and open the app          make test   set up and pass all tests
# make check  lint, types, imports, audit       make docs   write the generated pages anew
# make bench  measure                          make clean  remove what was installed here
# make fuzz   throw 10,000 broken inputs at every parser
# make studies  measure again what the pages on certainty, records and own words state

.PHONY: run test check fuzz docs studies bench clean

run:
	@UV=$$(sh scripts/setup.sh) && exec "$$UV" run --no-sync advisor

test:
	@UV=$$(sh scripts/setup.sh test) && exec "$$UV" run --no-sync pytest -n 3 --dist loadgroup

check:
	@UV=$$(sh scripts/setup.sh test) && \
	"$$UV" run --no-sync ruff check . && \
	"$$UV" run --no-sync ruff format --check . && \
	"$$UV" run --no-sync mypy && \
	"$$UV" run --no-sync lint-imports && \
	sh scripts/audit.sh "$$UV"

fuzz:
	@UV=$$(sh scripts/setup.sh test) && "$$UV" run --no-sync python tests/fuzz/night.py

docs:
	@UV=$$(sh scripts/setup.sh test) && "$$UV" run --no-sync python docs/build/all.py

studies:
	@UV=$$(sh scripts/setup.sh test) && \
	"$$UV" run --no-sync python docs/build/studies.py && \
	"$$UV" run --no-sync python docs/build/history_study.py && \
	"$$UV" run --no-sync python docs/build/own_words_study.py --measure

bench:
	@UV=$$(sh scripts/setup.sh test) && "$$UV" run --no-sync --group bench python -m benchmarks

clean:
	rm -rf .venv .tools dist build
