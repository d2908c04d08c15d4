const SAFE = new Set(['http:', 'https:', 'mailto:']);

/** The address if a reader may be sent there, else nothing. */
export function safeHref(href: string): string {
  try {
    const url = new URL(href);
    return SAFE.has(url.protocol) ? url.href : '';
  } catch {
    return '';
  }
}
