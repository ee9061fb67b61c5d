/*
 * libxlsxwriter, taken in when the first workbook is written: with what it needs
 * itself it is a sixth of the memory of an open dossier and a tenth of every
 * start, and few who open one write a workbook.
 */
#ifndef CADRAN_STORE_XLSX_LIBRARY_H
#define CADRAN_STORE_XLSX_LIBRARY_H

#include <stdbool.h>
#include <xlsxwriter.h>

#include "cadran/base/err.h"

/* What is called of it. */
#define XLSX_FUNCTIONS(f)                                                                                                                  \
	f(chart_add_series) f(chart_axis_major_gridlines_set_visible) f(chart_axis_set_crossing) f(chart_axis_set_label_position) f(       \
		chart_axis_set_line) f(chart_axis_set_major_tick_mark) f(chart_axis_set_major_unit) f(chart_axis_set_max)                  \
		f(chart_axis_set_min) f(chart_axis_set_name) f(chart_axis_set_name_font) f(chart_axis_set_num_format) f(                   \
			chart_legend_delete_series) f(chart_legend_set_position) f(chart_series_set_categories) f(chart_series_set_labels) \
			f(chart_series_set_labels_custom) f(chart_series_set_labels_font) f(chart_series_set_labels_position) f(           \
				chart_series_set_line) f(chart_series_set_marker_fill) f(chart_series_set_marker_line)                     \
				f(chart_series_set_marker_size) f(chart_series_set_marker_type) f(chart_series_set_name) f(                \
					chart_series_set_values) f(chart_title_off) f(chart_title_set_name) f(chart_title_set_name_font)   \
					f(format_set_align) f(format_set_bg_color) f(format_set_bold) f(format_set_border) f(              \
						format_set_border_color) f(format_set_font_color) f(format_set_font_size)                  \
						f(format_set_indent) f(format_set_num_format) f(format_set_text_wrap) f(                   \
							format_set_underline) f(lxw_strerror) f(workbook_add_chart) f(workbook_add_format) \
							f(workbook_add_worksheet) f(workbook_close) f(workbook_new_opt) f(                 \
								workbook_set_properties) f(worksheet_autofilter) f(worksheet_fit_to_pages) \
								f(worksheet_freeze_panes) f(worksheet_gridlines) f(                        \
									worksheet_insert_chart_opt) f(worksheet_merge_range)               \
									f(worksheet_print_area) f(worksheet_repeat_rows) f(                \
										worksheet_set_column) f(worksheet_set_footer)              \
										f(worksheet_set_h_pagebreaks) f(                           \
											worksheet_set_header) f(worksheet_set_landscape)   \
											f(worksheet_set_margins) f(                        \
												worksheet_set_paper) f(worksheet_set_row)  \
												f(worksheet_write_blank) f(                \
													worksheet_write_number)            \
													f(worksheet_write_string)          \
														f(worksheet_write_url_opt)

struct xlsx_library {
#define XLSX_MEMBER(name) __typeof__(&(name)) name;
	XLSX_FUNCTIONS(XLSX_MEMBER)
#undef XLSX_MEMBER
};

/* Its functions: none before xlsx_library_load, all of them once that was true. */
extern struct xlsx_library xlsx;

/* Looks for the library; once found it stays. False where it is not installed, or has not all that is needed. */
bool xlsx_library_load(struct err *err);

#endif
