/*
 * Figures and verdicts in the user's words.
 */
#ifndef CADRAN_TUI_WORDING_H
#define CADRAN_TUI_WORDING_H

#include "cadran/core/change.h"
#include "cadran/core/disagreement.h"
#include "cadran/tui/view.h"

/* `value` with `decimals` digits at most, zeros at the end left out, the decimal sign of the language; «–» for NAN. */
void word_number(struct buf *out, const struct scene *scene, double value, int decimals);

/* The same with all its decimals, for figures that stand under each other. */
void word_fixed(struct buf *out, const struct scene *scene, double value, int decimals);

/* With groups of three digits, and its decimals where it has some. */
void word_grouped(struct buf *out, const struct scene *scene, double value);

/* Euros, rounded to one, in groups of three digits. */
void word_money(struct buf *out, const struct scene *scene, double value);

/* «2,3 [2,1 – 3,0]», the interval only where it says more. */
void word_measure(struct buf *out, const struct scene *scene, const struct measure *measure);

/* The sign of a use case's verdict, status or class: ★ ☆ ⊘ ! ○ … or a blank. */
const char *word_flag(const struct surface *surface, const struct use_case_result *result);

/* A probability, 0..1: «62 %», «< 1 %» and «> 99 %» where rounding would make it certain; «–» for NAN. */
void word_probability(struct buf *out, const struct scene *scene, double p);

/* A condition in words that fit its outcome: «impact 75 (≥ 50)», «data, to be done: DPIA». */
void word_condition(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		    const struct condition_result *condition);

/* A condition that fails, as a reason in few words: «High risk, Annex III», «maturity too low: data quality 2 → 3». */
void word_failing(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		  const struct condition_result *failure);

/* A condition with a limit, as a rule: «impact ≥ 50», «payback ≤ 12 months»; its kind is CONDITION_PAYBACK or less. */
void word_limit(struct buf *out, const struct scene *scene, const struct condition *condition, enum profile profile);

/*
 * In a few words, why the verdict is what it is: what is open, what is missing,
 * the nearest condition that fails; of a quick win in how many of the random draws
 * (core/robustness.h) it is one, «62% of draws, fragile».
 */
void word_reason(struct buf *out, const struct scene *scene, const struct use_case_result *result);

/* The same with the condition of that kind by name, where it is one that fails: what the heading above is about. */
void word_reason_about(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		       enum condition_kind kind);

/* What must be known before a quick win can be told: «delay, AI Act class». */
void word_missing(struct buf *out, const struct scene *scene, const struct use_case_result *result);

/* Of need, sponsor and indicator those that are not stated: «need, sponsor». */
void word_unstated(struct buf *out, const struct use_case_result *result);

/* The verdict with its reason: «Quick win: no · Impact 37,5 < 50», «Quick win: yes, express · in 62% of random draws,
 * fragile». */
void word_verdict_why(struct buf *out, const struct scene *scene, const struct use_case_result *result);

/* The same and what is missing: «Quick win: no · Impact 37,5 < 50 · missing: delay». */
void word_standing(struct buf *out, const struct scene *scene, const struct use_case_result *result);

/* «data quality 2,5 → 3», or «… to be confirmed». */
void word_requirement(struct buf *out, const struct scene *scene, const struct requirement_result *requirement);

/* The open obligations: «DPIA, works council». */
void word_obligations(struct buf *out, unsigned open);

/* What a view says where there is no use case yet. */
const char *word_how_to_begin(const struct scene *scene);

/* «Quick win: yes» */
const char *word_verdict(enum verdict verdict);
const char *word_status(enum status status);
const char *word_family(const struct scene *scene, enum family family);

/* The short name of a family, for the head of a column. */
const char *word_family_short(const struct scene *scene, enum family family);

/* A service's sector in words. */
const char *word_sector(const char *sector);

/* A change in words: «Data quality, level: 3 Defined», «Meeting notes, sponsor: «Dr …»»; of several, the first and how
 * many more. */
void word_changes(struct buf *out, const struct scene *scene, const struct change_list *changes);

/* One change, with what it changed where it was applied: «Data quality (quality.errors), level: 2 Begun → 3 Defined».
 */
void word_change(struct buf *out, const struct scene *scene, const struct change *change);

/* The same of a vote, without what it says. */
void word_secret_vote(struct buf *out, const struct scene *scene, const struct change *change);

/* What one change is about, without its value: «Meeting notes, sponsor»; nothing where that is not known. */
void word_changed(struct buf *out, const struct scene *scene, const struct change *change);

/* When something was, where the program runs: «21/11/2026 09:12»; what is no stamp as it is. */
void word_moment(struct buf *out, enum language language, const char *stamp);

/* What a field is called, in the user's language. */
const char *word_service_field(enum service_field field);
/* The sector, a day or a figure with its unit; false, and nothing written, where it is a text of the user's or empty.
 */
bool word_service_value(struct buf *out, const struct scene *scene, enum service_field field, const char *value);
const char *word_use_case_field(enum use_case_field field);
const char *word_answer_field(enum answer_field field);
const char *word_use_field(enum use_field field);

/* How sure an answer is, in words; a word that is none of those kept is itself. */
const char *word_confidence(const char *confidence);

/* The evidence of an answer with how sure it is and the day it was seen: «Page 3 (sure, seen on 2026-11-21)»; nothing
 * where none of them is given. */
void word_evidence(struct buf *out, const struct answer *answer);

/* Of that what stands in the brackets: «sure, seen on 2026-11-21». */
void word_seen(struct buf *out, const struct answer *answer);

/* «seen on 2026-11-21», the day as the language writes it. */
void word_seen_on(struct buf *out, const char *date);

/* What a service says of a principle: «yes», «partly», «no», «not looked at», and its sign. */
const char *word_principle_state(enum principle_state state);
const char *principle_sign(const struct surface *surface, enum principle_state state);

/* A canonical value of a field as people read it: «yes», «HDS», «3 to 5 months»; texts as they are, on one line. */
void word_use_case_value(struct buf *out, const struct scene *scene, enum use_case_field field, const char *value);

/* A word that a field takes («hds», «not-due»), in the user's language; "" is what is not known. */
const char *word_choice(enum field_type type, const char *choice);

/* «3 Defined», «not applicable», «don't know», «no answer». */
void word_level(struct buf *out, const struct scene *scene, const struct grid *grid, const char *level);

/*
 * How votes stand to each other, so that it agrees with the range shown beside
 * it: «disagreement» (RAND/UCLA), how many stand apart, «votes spread out» over
 * two points or more with a range of 1 at least, else «votes close together».
 * Nothing where there are fewer than two.
 */
void word_agreement(struct buf *out, const struct disagreement *votes);

/* «Data quality 2/3»: the dimension, and which of its questions where it has several, in any reading of the grid. */
void word_question(struct buf *out, const struct grid *grid, size_t question, enum language language);

/* Why a dimension has no score: «don't know», «not applicable», else «empty», which is not answered at all. */
const char *word_silence(const struct document *document, size_t grid, size_t dimension);

/* What is to be done about such a dimension, as a sentence: «answer its questions.» */
const char *word_confirmation(const struct document *document, size_t grid, size_t dimension);

/* What the signs mean, on one line; `settled` is the sign for what is live or stopped. */
void word_key(struct buf *out, const struct surface *surface, const char *settled);

#endif
