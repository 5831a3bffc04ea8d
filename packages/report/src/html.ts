/** Text for HTML content and attributes in quotes. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** A whole page that loads nothing from anywhere: the policy forbids scripts and every remote address. */
export function htmlPage(lang: string, title: string, style: string, body: string): string {
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${baseStyle}${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

const baseStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #16191d; line-height: 1.55;
  font: 15px/1.55 system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; padding-bottom: .2rem; border-bottom: 1px solid #c9ced6; break-after: avoid; }
p { margin: .2rem 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #e3e6ea; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
@page { size: A4; margin: 16mm 15mm; }
@media print { main { max-width: none; padding: 0; } body { font-size: 10.5pt; } }
`;
