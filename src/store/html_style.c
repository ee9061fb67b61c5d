#include "html_style.h"

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "markup.h"

static const char page_rules[] =
	"*{box-sizing:border-box}\n"
	"html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}\n"
	"body{margin:0 auto;padding:0 1rem 3rem;max-width:82rem;background:var(--paper);color:var(--ink);"
	"font:1rem/1.55 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif;"
	"overflow-wrap:break-word}\n"
	"header{padding:2.5rem 0 1.25rem;border-bottom:3px solid var(--accent)}\n"
	"h1{margin:0;font-size:clamp(1.6rem,1.2rem + 2vw,2.4rem);line-height:1.15;letter-spacing:-.015em}\n"
	"h2{margin:0 0 1rem;font-size:1.45rem;line-height:1.25;letter-spacing:-.01em}\n"
	"h3{margin:0 0 .5rem;font-size:1.05rem;line-height:1.3}\n"
	"p{margin:0 0 .8rem;max-width:44rem}\n"
	"ul{margin:0 0 1rem;padding-left:1.2rem;max-width:44rem}\n"
	"li{margin:.2rem 0}\n"
	"li::marker{color:var(--muted)}\n"
	"a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}\n"
	":focus-visible{outline:2px solid var(--accent);outline-offset:2px}\n"
	".subtitle{margin:.4rem 0 0;font-size:1.1rem}\n"
	".date,footer{color:var(--muted)}\n"
	".date{margin:.2rem 0 0;font-size:.95rem}\n"
	".skip{position:absolute;left:-99rem}\n"
	".skip:focus{left:1rem;top:.5rem;padding:.3rem .6rem;background:var(--paper)}\n"
	"section{padding-top:2.2rem}\n"
	"footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule);font-size:.875rem}\n";

static const char nav_rules[] =
	"nav{padding:1rem 0 0}\n"
	"nav ol{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:0;padding:0;list-style:none;font-size:.95rem}\n"
	"nav a{display:inline-block;padding:.2rem 0}\n"
	"@media (min-width:72rem){\n"
	"body{display:grid;grid-template-columns:12.5rem minmax(0,1fr);column-gap:3rem}\n"
	"header,footer,.skip{grid-column:1/-1}\n"
	"nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding-top:2.4rem}\n"
	"nav ol{display:block}\n"
	"nav a{display:block;padding:.3rem 0;text-decoration:none}\n"
	"nav a:hover{text-decoration:underline}\n"
	"}\n";

static const char table_rules[] =
	".table{margin:1.2rem 0 1.6rem;overflow-x:auto;overscroll-behavior-x:contain;"
	"background:linear-gradient(to left,var(--paper) 40%,transparent) right/3rem 100% no-repeat local,"
	"linear-gradient(to left,var(--rule),transparent) right/1rem 100% no-repeat scroll}\n"
	"table{border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}\n"
	"caption{padding:0 0 .5rem;text-align:left;font-weight:600;font-size:.95rem}\n"
	"caption span{position:sticky;left:0;display:inline-block;max-width:min(44rem,calc(100vw - 2rem))}\n"
	"th,td{padding:.42rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}\n"
	"thead th{vertical-align:bottom;border-bottom:2px solid var(--muted);font-weight:600}\n"
	"tbody th{font-weight:600;min-width:7rem;max-width:20rem}\n"
	"th:first-child{position:sticky;left:0;background:var(--paper);padding-left:0}\n"
	"td{min-width:3.6rem;max-width:26rem}\n"
	".m{min-width:7.2rem}.w{min-width:14rem}tbody th.w{font-weight:400}\n"
	".n{text-align:right;white-space:nowrap}\n"
	"thead .n{white-space:normal}\n"
	"tbody tr:hover>*{background:var(--card)}\n"
	".good{color:var(--good)}.care{color:var(--care)}.bad{color:var(--bad)}.muted{color:var(--muted)}\n"
	".good,.care,.bad{font-weight:600}\n"
	"td:target,th:target{outline:2px solid var(--accent);outline-offset:-2px}\n"
	"td a,th a{color:inherit;text-decoration-style:dotted}\n"
	"@media (max-width:40rem){tbody th,tbody th.w,thead th:first-child{min-width:6rem;max-width:9rem}"
	"th,td{padding:.4rem .5rem}}\n";

static const char chart_rules[] =
	"figure{margin:1.2rem 0 1.6rem}\n"
	"figcaption p{margin:0 0 .5rem;font-size:.9rem;color:var(--muted)}\n"
	"svg{display:block;max-width:100%;height:auto;overflow:visible}\n"
	".narrow{display:none}\n"
	".charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2rem}\n"
	"@media screen and (max-width:44rem){.wide{display:none}.narrow{display:block}}\n";

/* A fold that is not open is shown when a link leads to it. */
static const char fold_rules[] =
	".folds{margin:1rem 0 1.6rem;border-top:1px solid var(--rule)}\n"
	"details{border-bottom:1px solid var(--rule)}\n"
	"summary{padding:.5rem 0;cursor:pointer;font-weight:600;font-size:.95rem}\n"
	"summary::marker{color:var(--accent)}\n"
	"details:target>summary{color:var(--accent)}\n"
	"details:target::details-content{content-visibility:visible;block-size:auto}\n"
	".lines{padding:.2rem 0 .8rem 1.1rem;font-size:.9rem;line-height:1.5;font-variant-numeric:tabular-nums}\n"
	".lines ul{margin:0;padding:0;list-style:none;max-width:56rem}\n"
	".lines ul ul{margin:.1rem 0 .3rem .2rem;padding-left:.9rem;border-left:2px solid var(--rule)}\n"
	".back{margin:.5rem 0 0;font-size:.85rem}\n";

static const char print_rules[] =
	"@page{size:A4;margin:15mm 14mm 17mm;@bottom-right{content:counter(page) \" / \" counter(pages);"
	"font:8pt sans-serif;color:#535d6b}}\n"
	"@page many{size:A4 landscape}\n"
	"@media print{\n"
	".many,h2:has(+.many){page:many}\n"
	"body{display:block;max-width:none;padding:0;font-size:9.5pt;line-height:1.4}\n"
	"header{padding:0 0 6pt}\n"
	"h1{font-size:20pt}h2{font-size:14pt}h3{font-size:11pt}\n"
	"footer{margin-top:12pt;font-size:8pt}\n"
	"nav,.skip,.back,summary::marker{display:none}\n"
	"section{padding-top:12pt}\n"
	"h1,h2,h3,caption,thead,summary,figcaption{break-after:avoid}\n"
	"tbody tr:first-child{break-before:avoid}\n"
	"tr,figure,section>ul>li{break-inside:avoid}\n"
	"p,li{orphans:3;widows:3}\n"
	".table{overflow:visible;background:none;margin:8pt 0 12pt}\n"
	"col{width:var(--share)}\n"
	"table{width:100%;font-size:7.5pt;line-height:1.25}\n"
	"th,td,tbody th.w{padding:2pt 4pt;min-width:0!important;max-width:none!important}\n"
	".many table{font-size:7pt}.many th,.many td{padding:2.5pt 3pt}\n"
	"th:first-child,caption span{position:static;max-width:none}\n"
	"a{color:inherit;text-decoration:none}\n"
	".charts{grid-template-columns:1fr 1fr}svg{max-height:235mm}\n"
	"details::details-content{content-visibility:visible;block-size:auto;display:block}\n"
	"summary{list-style:none;padding:5pt 0 2pt;font-size:9.5pt}\n"
	".lines{padding:0 0 4pt;font-size:8pt;line-height:1.25}\n"
	".lines>ul{max-width:none;columns:2;column-gap:14pt}\n"
	".lines ul ul{margin:0;padding-left:5pt}li{margin:0}\n"
	"}\n";

static void add_colours(struct buf *out, const char *selector, int dark)
{
	buf_add_format(out, "%s{color-scheme:%s", selector, dark ? "dark" : "light");
	for (int paint = PAINT_NONE + 1; paint < PAINT_COUNT; paint++) {
		const struct colour *colour = markup_colour((enum paint)paint);

		buf_add_format(out, ";--%s:%s", colour->name, dark ? colour->dark : colour->light);
	}
	buf_add_text(out, "}\n");
}

void html_style(struct buf *out)
{
	static const char *const rules[] = { page_rules, nav_rules, table_rules, chart_rules, fold_rules, print_rules };

	buf_add_text(out, "<style>\n");
	add_colours(out, ":root", 0);
	buf_add_text(out, "@media screen and (prefers-color-scheme:dark){");
	add_colours(out, ":root", 1);
	buf_add_text(out, "}\n");
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++)
		buf_add_text(out, rules[i]);
	buf_add_text(out, "</style>\n");
}
