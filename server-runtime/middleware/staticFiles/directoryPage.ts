import { escapeHtml } from '../../primitives/escapeHtml.ts';

/** One line of the page. */
export interface DirectoryItem {
  readonly name: string;
  readonly isFolder: boolean;
  /** In bytes. */
  readonly length: number;
  readonly lastModified: Date;
}

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.25rem; font-weight: 600; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th { text-align: start; font-weight: 600; }
th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
td:first-child { overflow-wrap: anywhere; }
`;

/** The page for a folder: its path, each part a link, and what is in it, folders first. */
export function formatDirectory(path: string, items: readonly DirectoryItem[]): string {
  const rows = [...items].sort(compareItems).map(formatRow).join('\n');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Index of ${escapeHtml(path)}</title>
<style>${style}</style>
</head>
<body>
<h1>Index of ${formatCrumbs(path)}</h1>
<table>
<thead><tr><th scope="col">Name</th><th scope="col" class="number">Size</th><th scope="col">Last modified</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
</body>
</html>
`;
}

function formatCrumbs(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  let href = '/';
  const links = segments.map((segment) => {
    href += `${encodeSegment(segment)}/`;
    return `<a href="${escapeHtml(href)}">${escapeHtml(segment)}</a>`;
  });
  return `<a href="/">/</a>${links.join(' / ')}`;
}

function formatRow({ name, isFolder, length, lastModified }: DirectoryItem): string {
  const suffix = isFolder ? '/' : '';
  // With ./ in front a name such as javascript:x cannot pass for a scheme.
  const href = escapeHtml(`./${encodeSegment(name)}${suffix}`);
  const time = lastModified.toISOString().replace(/\.\d+Z$/, 'Z');
  return `<tr><td><a href="${href}">${escapeHtml(name)}${suffix}</a></td><td class="number">${
    isFolder ? '' : length.toLocaleString('en-US')
  }</td><td><time datetime="${time}">${time.replace('T', ' ').replace('Z', ' UTC')}</time></td></tr>`;
}

/** Half a surrogate pair, which Windows allows in names, would throw. */
function encodeSegment(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString());
}

function compareItems(first: DirectoryItem, second: DirectoryItem): number {
  if (first.isFolder !== second.isFolder) return first.isFolder ? -1 : 1;
  return first.name.localeCompare(second.name, 'en', { numeric: true, sensitivity: 'base' });
}
