# Cadran. Two commands to begin with: make run, make test. See CONTRIBUTING.md.

VERSION = 0.1.0

CC ?= cc
INSTALL ?= install
PKG_CONFIG ?= pkg-config
PYTHON ?= python3

prefix ?= /usr/local
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
datarootdir ?= $(prefix)/share
datadir ?= $(datarootdir)
mandir ?= $(datarootdir)/man
localedir ?= $(datarootdir)/locale

# Objects and programs of one flavour stand in $(B): build, build/asan, build/clang.
B = build

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
machine := $(shell $(CC) -dumpmachine 2>/dev/null)
HARDENING = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fPIE \
	$(if $(filter x86_64-% i686-%,$(machine)),-fcf-protection) $(if $(filter aarch64-%,$(machine)),-mbranch-protection=standard)
CFLAGS ?= -O2 -g $(HARDENING)
LDFLAGS ?= -pie -Wl,-z,relro,-z,now,-z,noexecstack
SANITIZE = -O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
# There are a hundred and more test programs: the faster linker, where there is one.
SANITIZE_LINK = -fsanitize=address,undefined $(shell ld.gold --version >/dev/null 2>&1 && echo -fuse-ld=gold)

own_cppflags = -Iinclude -D_XOPEN_SOURCE=700 -DCADRAN_VERSION='"$(VERSION)"' \
	-DCADRAN_DATADIR='"$(datadir)/cadran"' -DCADRAN_LOCALEDIR='"$(localedir)"'
# Contracted or not, a sum may differ in its last bit: the same dossier gives the same figures everywhere.
own_cflags = -std=c17 -ffp-contract=off $(WARNINGS) $(EXTRA_CFLAGS)

# The floors, from the top down: each is an archive and may use those after it.
floors = tui app store core base
sources_of = $(sort $(wildcard src/$(1)/*.c))
objects_of = $(patsubst src/%.c,$(B)/%.o,$(call sources_of,$(1)))
archives = $(floors:%=$(B)/lib%.a)
libs = -lcsv $(shell $(PKG_CONFIG) --libs inih libcjson zlib 2>/dev/null) -lm -ldl -pthread
# Loaded when the first workbook is written (src/store/xlsx_library.h), by the name that a link to it would have kept.
xlsx_library = $(shell objdump -p "$$($(CC) -print-file-name=libxlsxwriter.so)" 2>/dev/null | sed -n 's/^ *SONAME *//p')
# Of its flags only where its headers are: the rest would define _XOPEN_SOURCE once more.
screen_flags = $(shell $(PKG_CONFIG) --cflags-only-I ncursesw 2>/dev/null)
screen_libs = $(shell $(PKG_CONFIG) --libs ncursesw 2>/dev/null)

languages = fr
catalogues = $(languages:%=build/locale/%/LC_MESSAGES/cadran.mo)

all: build-packages
	@$(MAKE) --no-print-directory program

program: $(B)/cadran $(catalogues)
	@test $(B) != build || ln -sf build/cadran cadran

build-packages test-packages lint-packages clients-packages fuzz-packages cfi-packages analyze-packages:
	@.ci/packages $(@:-packages=)

$(B)/cadran: $(call objects_of,cli) $(archives)
	$(CC) $(own_cflags) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(libs) $(screen_libs)

define floor_archive
$(B)/lib$(1).a: $(call objects_of,$(1))
	@rm -f $$@
	$(AR) rcs $$@ $$^
endef
$(foreach floor,$(floors),$(eval $(call floor_archive,$(floor))))

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(own_cppflags) $(CPPFLAGS) $(own_cflags) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/store/xlsx_library.o: CPPFLAGS += -DCADRAN_XLSX_LIBRARY='"$(xlsx_library)"'
$(B)/tui/term_curses.o: CPPFLAGS += $(screen_flags)

# Samplers: nobody reads errno after a root, nor what a division that is not taken raised. No result changes.
$(B)/core/random.o $(B)/core/money_range.o $(B)/core/percentile.o: own_cflags += -ftree-vectorize -fno-math-errno -fno-trapping-math

-include $(wildcard $(B)/*/*.d)

build/locale/%/LC_MESSAGES/cadran.mo: po/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

# The demonstration: made once, shown, exported.
run: all
	@tests/run-demo

test: build-packages test-packages
	@$(MAKE) --no-print-directory program
	@$(MAKE) --no-print-directory B=build/asan CFLAGS="$(SANITIZE)" LDFLAGS="$(SANITIZE_LINK)" unit-programs
	@tests/run-all build/asan build/cadran

# What goes out, in the hands of those who get it: a spreadsheet, a browser, a database.
test-clients: build-packages test-packages clients-packages
	@$(MAKE) --no-print-directory program build/tests/store/helper_xlsx
	@tests/run-all build build/cadran clients

# The whole suite on a program with sanitizers in it.
asan: build-packages test-packages
	@$(MAKE) --no-print-directory B=build/asan CFLAGS="$(SANITIZE)" LDFLAGS="$(SANITIZE_LINK)" program unit-programs
	@tests/run-all build/asan build/asan/cadran

valgrind: build-packages test-packages
	@$(MAKE) --no-print-directory program unit-programs
	@tests/run-valgrind build

# Calls through a pointer checked for their type as they are made, by clang: the command-line tests on such a program.
CFI = -O2 -g -flto -fvisibility=hidden -fsanitize=cfi -fsanitize-ignorelist=tests/cfi-ignored -fno-sanitize-trap=cfi -fno-sanitize-recover=all -fPIE
cfi: build-packages test-packages cfi-packages
	@$(MAKE) --no-print-directory B=build/cfi CC=clang AR=llvm-ar CFLAGS="$(CFI)" LDFLAGS="-fuse-ld=lld -pie" program
	@cd tests/cli && CADRAN=../../build/cfi/cadran $(PYTHON) -m unittest test_views test_import test_merge

# No warning from another compiler either.
clang: build-packages lint-packages
	@$(MAKE) --no-print-directory B=build/clang CC=clang CFLAGS=-O1 EXTRA_CFLAGS=-Werror program

bench: all $(B)/tests/bench/minimal_list $(B)/tests/bench/bare_csv $(B)/tests/bench/libcsv_loop $(B)/tests/bench/money_range \
		$(B)/tests/bench/robustness
	@tests/run-bench $(B)/tests/bench

$(B)/tests/bench/minimal_list: tests/bench/minimal_list.c
	@mkdir -p $(@D)
	$(CC) $(screen_flags) -std=c17 -Wall -Wextra $(CFLAGS) $(LDFLAGS) -o $@ $< $(screen_libs)

$(B)/tests/bench/bare_csv $(B)/tests/bench/libcsv_loop: $(B)/tests/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -Wall -Wextra $(CFLAGS) $(LDFLAGS) -o $@ $< -lcsv

$(B)/tests/bench/money_range $(B)/tests/bench/robustness: $(B)/tests/bench/%: tests/bench/%.c $(B)/libcore.a $(B)/libbase.a
	@mkdir -p $(@D)
	$(CC) $(own_cppflags) $(own_cflags) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lm -pthread

# Test programs: one for each test_*.c, linked with the floor it is about and those below it, and with what stands
# beside it; a helper_*.c is a program that tests run.
below_base = base
below_core = core base
below_store = store core base
below_app = app store core base
below_tui = tui app store core base
libs_tui = $(screen_libs)
modules_tui = vterm
test_sources = $(sort $(wildcard tests/*/test_*.c))
helper_sources = $(sort $(wildcard tests/*/helper_*.c))
test_programs = $(test_sources:%.c=$(B)/%)
helper_programs = $(helper_sources:%.c=$(B)/%)
floor_of = $(word 2,$(subst /, ,$(1)))
beside = $(filter-out $(test_sources) $(helper_sources),$(sort $(wildcard $(dir $(1))*.c)))
archives_of = $(patsubst %,$(B)/lib%.a,$(below_$(call floor_of,$(1))))
test_modules = criterion vterm

unit-programs: $(test_programs) $(helper_programs)

$(B)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(own_cppflags) $(CPPFLAGS) $$($(PKG_CONFIG) --cflags $(test_modules)) -std=c17 -Wall -Wextra -Itests $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(wildcard $(B)/tests/*/*.d)

# $(1) the source, $(2) the sources that are linked with it, $(3) the modules it needs.
define test_program
$(B)/$(basename $(1)): $(patsubst %.c,$(B)/%.o,$(1) $(2)) $(archives_of)
	$$(CC) $$(CFLAGS) $$(LDFLAGS) -o $$@ $$^ $(if $(3),$$$$($(PKG_CONFIG) --libs $(3))) $$(libs) $$(libs_$(floor_of))
endef
$(foreach source,$(test_sources),$(eval $(call test_program,$(source),$(call beside,$(source)),criterion $(modules_$(call floor_of,$(source))))))
$(foreach source,$(helper_sources),$(eval $(call test_program,$(source))))

# Fuzzers, with clang's libFuzzer: each runs for FUZZ_SECONDS. They may write files in a folder of their own alone, and
# draw a few samples where the program draws all.
FUZZ_SECONDS = 20
FUZZ_SANITIZE = -O2 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
fuzzers = $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
fuzz_programs = $(fuzzers:%=$(B)/tests/fuzz/%)
comma = ,
fuzz_wraps = $(patsubst %,-Wl$(comma)--wrap=%,sampling_finish file_create file_replace)
fuzz_objects = $(patsubst %.c,$(B)/%.o,$(filter-out tests/fuzz/fuzz_%.c,$(sort $(wildcard tests/fuzz/*.c))))

fuzz: build-packages fuzz-packages
	@$(MAKE) --no-print-directory B=build/fuzz CC=clang CFLAGS="$(FUZZ_SANITIZE)" LDFLAGS= fuzz-programs
	@tests/run-fuzz build/fuzz $(FUZZ_SECONDS)

# The same for a few seconds, all at once, and no warning from another compiler: one build for both. What is undefined
# is watched by the fuzzers of «make fuzz» and by the unit tests; it takes more than half of the compiler's time.
FUZZ_QUICK = -O1 -fno-omit-frame-pointer -fsanitize=address,fuzzer-no-link
clang-fuzz: build-packages lint-packages fuzz-packages
	@$(MAKE) --no-print-directory B=build/quick CC=clang CFLAGS="$(FUZZ_QUICK)" LDFLAGS= EXTRA_CFLAGS=-Werror fuzz-quick-programs
	@CADRAN_JOBS=$(words $(fuzzers)) tests/run-fuzz build/quick $(FUZZ_SECONDS)

fuzz-programs: $(fuzz_programs)
fuzz-quick-programs: $(fuzz_programs) $(call objects_of,cli)

$(fuzz_programs): $(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(fuzz_objects) $(B)/tests/store/markup_check.o $(archives)
	$(CC) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer $(fuzz_wraps) -o $@ $^ $(libs) $(screen_libs)

# What compilers do not see: gcc -fanalyzer, clang-tidy, cppcheck, on all files.
analyze: build-packages analyze-packages
	@tests/run-analyze

# Lines and branches that the tests run, floor by floor.
COVERAGE = -O0 -g --coverage
coverage: build-packages test-packages
	@$(MAKE) --no-print-directory B=build/coverage CFLAGS="$(COVERAGE)" LDFLAGS="--coverage -Wl,--wrap=_exit build/coverage/tests/coverage/exit.o" \
		build/coverage/tests/coverage/exit.o
	@$(MAKE) --no-print-directory B=build/coverage CFLAGS="$(COVERAGE)" LDFLAGS="--coverage -Wl,--wrap=_exit build/coverage/tests/coverage/exit.o" \
		program unit-programs
	@find build/coverage -name '*.gcda' -delete
	-@tests/run-all build/coverage build/coverage/cadran
	@tests/coverage/count build/coverage

lint: lint-packages program
	clang-format --dry-run -Werror $(sort $(wildcard src/*/*.[ch] include/cadran/*/*.h))
	mandoc -T lint -W warning man/*.[15]
	msgfmt --check --statistics -o /dev/null po/fr.po
	build/cadran check questionnaires matrices

po/cadran.pot: $(sort $(wildcard src/*/*.[ch] include/cadran/tui/*.h))
	xgettext --from-code=UTF-8 --add-comments=TRANSLATORS -k_ -kN_ -kmessage_plural:1,2 -o $@ $^

po-update: po/cadran.pot
	for language in $(languages); do msgmerge --update --backup=none --no-wrap po/$$language.po po/cadran.pot; done

install: program
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(datadir)/cadran/questionnaires $(DESTDIR)$(datadir)/cadran/matrices \
		$(DESTDIR)$(mandir)/man1 $(DESTDIR)$(mandir)/man5 $(DESTDIR)$(localedir)/fr/LC_MESSAGES
	$(INSTALL) -m 755 build/cadran $(DESTDIR)$(bindir)/cadran
	$(INSTALL) -m 644 questionnaires/*.ini $(DESTDIR)$(datadir)/cadran/questionnaires
	$(INSTALL) -m 644 matrices/*.ini $(DESTDIR)$(datadir)/cadran/matrices
	$(INSTALL) -m 644 man/*.1 $(DESTDIR)$(mandir)/man1
	$(INSTALL) -m 644 man/*.5 $(DESTDIR)$(mandir)/man5
	$(INSTALL) -m 644 man/cadran.schema.json $(DESTDIR)$(datadir)/cadran
	$(INSTALL) -m 644 build/locale/fr/LC_MESSAGES/cadran.mo $(DESTDIR)$(localedir)/fr/LC_MESSAGES

uninstall:
	rm -f $(DESTDIR)$(bindir)/cadran $(DESTDIR)$(mandir)/man1/cadran.1 $(DESTDIR)$(mandir)/man5/cadran.5 \
		$(DESTDIR)$(localedir)/fr/LC_MESSAGES/cadran.mo
	rm -rf $(DESTDIR)$(datadir)/cadran

clean:
	rm -rf build cadran

.PHONY: all program run test test-clients asan cfi valgrind clang bench unit-programs lint po-update install uninstall clean \
	build-packages test-packages lint-packages clients-packages fuzz clang-fuzz fuzz-programs fuzz-quick-programs fuzz-packages \
	cfi-packages analyze analyze-packages coverage
