/*
 * Writes a workbook to standard output: `helper_xlsx fr|en [CASES]`. A report as
 * a dossier gives it, with texts that spoil a careless writer.
 */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/store/book.h"
#include "cadran/store/xlsx.h"

static const char *const dimensions[] = { "Stratégie et pilotage", "Données",
					  "Compétences",           "Infrastructure",
					  "Éthique et conformité", "Conduite du changement" };
static const char *const hostile[] = { "=1+1",         "@SUM(A1)",    "+33 6 12 34 56 78", "_x0041_ littéral",
				       "deux\nlignes", "<b>&amp;\"'", "  blancs  ",        "2026-11-22",
				       "1e5",          "3,5" };
enum { HOSTILE = sizeof(hostile) / sizeof(hostile[0]) };

static void add_summary(struct book *book)
{
	struct book_table *table;

	book_add_section(book, "summary", "Synthèse");
	book_add_paragraph(
		book,
		"Le service répond aujourd’hui à dix-huit questions sur vingt ; sa maturité numérique est de "
		"2,4 sur 4 et sa maturité en intelligence artificielle de 1,8 sur 4. Deux cas d’usage peuvent être "
		"engagés sans attendre, trois attendent que leurs données soient prêtes.");
	book_add_item(book, "Engager la prise de rendez-vous : valeur 82, facilité 74.");
	book_add_item(book, "Préparer les données du tri des courriers.");
	table = book_add_table(book, "figures", "Les chiffres du dossier");
	book_add_column(book, table, "Chiffre", BOOK_TEXT, 36);
	book_add_column(book, table, "Valeur", BOOK_FINE, 12);
	book_add_column(book, table, "Lecture", BOOK_TEXT, 40);
	book_add_text(book, table, "Maturité numérique")->target = "fold-digital";
	book_add_number(table, 2.4166666)->tone = BOOK_GOOD;
	book_add_text(book, table, "établie");
	book_add_text(book, table, "Maturité en IA");
	book_add_number(table, 1.8)->tone = BOOK_CARE;
	book_add_text(book, table, "en chantier");
	book_add_text(book, table, "Écart");
	book_add_number(table, NAN);
	book_add_text(book, table, "")->tone = BOOK_MUTED;
}

static void add_maturity(struct book *book)
{
	struct book_radar *radar;
	struct book_table *table;

	book_add_section(book, "maturity", "Maturité");
	radar = book_add_radar(book, "radar-digital", "Maturité numérique", 0, 4, 6, 2);
	radar->description = "Six dimensions de 0 à 4.";
	radar->series[0].name = "aujourd’hui";
	radar->series[1].name = "cible";
	for (size_t a = 0; a < 6; a++) {
		radar->axes[a] = dimensions[a];
		radar->series[0].values[a] = a == 4 ? NAN : 1 + 0.45 * (double)a;
		radar->series[1].values[a] = 3;
	}
	table = book_add_table(book, "dimensions", "Les dimensions");
	book_add_column(book, table, "Dimension", BOOK_TEXT, 30);
	book_add_column(book, table, "Score", BOOK_DECIMAL, 8);
	book_add_column(book, table, "Réponses", BOOK_PERCENT, 10);
	for (size_t a = 0; a < 6; a++) {
		(void)book_add_text(book, table, dimensions[a]);
		(void)book_add_number(table, 1 + 0.45 * (double)a);
		(void)book_add_number(table, 0.625);
	}
}

static void add_cases(struct book *book, int count)
{
	struct book_table *table;

	book_add_section(book, "cases", "Cas d'usage");
	table = book_add_table(book, "cases", "Les cas d’usage et leurs notes");
	book_add_column(book, table, "Cas", BOOK_TEXT, 8);
	book_add_column(book, table, "Nom", BOOK_TEXT, 34);
	book_add_column(book, table, "Description", BOOK_TEXT, 50);
	book_add_column(book, table, "Valeur", BOOK_WHOLE, 9);
	book_add_column(book, table, "Facilité", BOOK_WHOLE, 9);
	book_add_column(book, table, "Gain par an", BOOK_EUROS, 14);
	book_add_column(book, table, "Sûreté", BOOK_PERCENT, 10);
	book_add_column(book, table, "Avis", BOOK_TEXT, 16);
	for (int i = 0; i < count; i++) {
		char name[20];

		(void)snprintf(name, sizeof(name), "UC%02d", i + 1);
		(void)book_add_text(book, table, name);
		(void)book_add_text(book, table, hostile[i % HOSTILE]);
		(void)book_add_text(
			book, table,
			"Une description assez longue pour aller à la ligne dans sa colonne, avec des mots simples.");
		(void)book_add_number(table, i * 37 % 101);
		(void)book_add_number(table, i * 53 % 101);
		(void)book_add_number(table, 1234.5 * i - 2000);
		(void)book_add_number(table, (double)(i % 11) / 10);
		book_add_text(book, table, i % 3 ? "à engager" : "à préparer")->tone = i % 3 ? BOOK_GOOD : BOOK_BAD;
	}
}

static void add_matrix(struct book *book, int count)
{
	static const char *const quadrants[] = { "À écarter", "Faciles mais peu utiles", "Paris à préparer",
						 "Gains rapides" };
	struct book_scatter *scatter;

	book_add_section(book, "matrix", "Matrice");
	book_add_paragraph(book, "Chaque cas d’usage selon sa valeur et sa facilité.");
	scatter = book_add_scatter(book, "matrix", "Matrice de priorisation");
	scatter->description = "Les cas d’usage.";
	scatter->x_title = "Facilité";
	scatter->y_title = "Valeur";
	scatter->x_limit = 50;
	scatter->y_limit = 60;
	memcpy(scatter->quadrants, quadrants, sizeof(quadrants));
	scatter->mark_names[BOOK_MARK_DOT] = "cas d’usage";
	scatter->mark_names[BOOK_MARK_STAR] = "gain rapide";
	scatter->mark_names[BOOK_MARK_HOLLOW_STAR] = "gain rapide incertain";
	scatter->mark_names[BOOK_MARK_RING] = "écarté";
	for (int i = 0; i < count; i++) {
		char label[20];
		struct book_point *point;

		(void)snprintf(label, sizeof(label), i == 3 ? "=UC%02d" : "UC%02d", i + 1);
		point = book_add_point(book, scatter, label, hostile[i % HOSTILE], i * 53 % 101, i * 37 % 101);
		point->mark = (enum book_mark)(i % BOOK_MARK_COUNT);
		point->tone = i % 3 ? BOOK_GOOD : BOOK_BAD;
	}
	if (count)
		(void)book_add_point(book, scatter, "UC99", "au même endroit", 0, 0);
}

static void add_folds(struct book *book)
{
	struct book_fold *fold = book_add_fold(book, "fold-digital", "Maturité numérique : 2,42");

	book_add_line(book, fold, 0, true, "Moyenne pondérée de six dimensions");
	book_add_line(book, fold, 1, false, "Stratégie et pilotage : 1,00, poids 2");
	book_add_line(book, fold, 2, false, "Q01, «Le service a-t-il une feuille de route ?» : 1");
	fold = book_add_fold(book, "fold-alone", "Comment lire la matrice");
	book_add_line(book, fold, 0, false, "La valeur monte, la facilité va vers la droite.");
}

int main(int argc, char **argv)
{
	const enum language language = argc > 1 && !strcmp(argv[1], "en") ? LANGUAGE_EN : LANGUAGE_FR;
	const int count = argc > 2 ? atoi(argv[2]) : 14;
	struct err err = { 0 };
	struct book book;
	struct buf out;
	bool good;

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 2;
	book_init(&book, language, "Mairie de Saint-Martin & Cie", "Diagnostic de maturité et cas d’usage de l’IA",
		  "2026-11-22");
	book.program = "Cadran 0.1.0";
	book.notice = "Ce rapport aide à décider ; il ne vaut ni avis juridique ni homologation.";
	add_summary(&book);
	add_maturity(&book);
	add_cases(&book, count);
	add_matrix(&book, count);
	add_folds(&book);
	buf_init(&out);
	good = book_xlsx(&book, &out, &err);
	if (good)
		good = fwrite(out.data, 1, out.length, stdout) == out.length && fflush(stdout) == 0;
	else
		(void)fprintf(stderr, "%s\n", err.text);
	buf_release(&out);
	book_release(&book);
	return good ? 0 : 1;
}
