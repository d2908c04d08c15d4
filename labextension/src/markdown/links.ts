const SAFE = new Set(['http:', 'https:', 'mailto:']);
const DOCUMENT = '#document=';
const PART = /^#part=(\d{1,3})$/;
const COURSE_FILE = /^[^/:?#\\\0][^:?#\\\0]*\.(?:ipynb|md|txt|rst|pdf|csv)$/i;

/** The address if a reader may be sent there, else nothing. */
export function safeHref(href: string): string {
  try {
    const url = new URL(href);
    return SAFE.has(url.protocol) ? url.href : '';
  } catch {
    return PART.test(href) ? href : documentHref(href);
  }
}

/** The part of the same turn that a safe address names, else nothing. */
export function partOf(href: string): string {
  return PART.exec(href)?.[1] ?? '';
}

/** A text with the names of who spoke alone, for places that cannot lead to their parts. */
export function unlinked(text: string): string {
  return text.replace(/\[([^\]\n]*)\]\(#part=\d+\)/g, '$1');
}

/** The file of the course that a safe address names, else nothing. */
export function documentOf(href: string): string {
  return href.startsWith(DOCUMENT) ? decoded(href.slice(DOCUMENT.length)) : '';
}

/** A file beside the lesson is no page to go to: the place around us opens it. */
function documentHref(href: string): string {
  const path = documentOf(href) || decoded(href);
  const climbs = path.split('/').some(part => part === '..' || part === '.');
  return COURSE_FILE.test(path) && !climbs ? DOCUMENT + encodeURIComponent(path) : '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
