/**
 * The end of a growing text, closed for the moment so that it already looks like what it
 * will be: bold text is bold before its second `**`, a formula is set before its last brace.
 */

import { repairTex } from './repair';

/** Markdown whose last block is closed. Only what the block's own kind needs is added. */
export function closeTail(tail: string): string {
  const lastLine = tail.slice(tail.lastIndexOf('\n') + 1);
  if (/^\s*\|/.test(tail) && !tail.includes('\n')) {
    return closeHeader(tail);
  }
  if (
    /^\s*\|/.test(tail) &&
    /^[\s|:-]+$/.test(lastLine) &&
    tail.split('\n').length === 2
  ) {
    return closeHeader(tail.slice(0, tail.indexOf('\n')));
  }
  const before = tail.slice(0, tail.length - lastLine.length);
  return before + closeLine(lastLine);
}

/** A table's first line alone is shown as a table that has no rows yet. */
function closeHeader(header: string): string {
  const cells = header
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|').length;
  return `${header.trim().replace(/\|?$/, '|')}\n|${'---|'.repeat(cells)}`;
}

function closeLine(line: string): string {
  if (/^(?:[^`]|`[^`]*`)*`[^`]+$/.test(line)) {
    return `${line}\``;
  }
  const tex = openInlineTex(line);
  if (tex !== null) {
    return closeFormula(line, tex);
  }
  const text = line.replace(/\[([^\]]*)\]\([^)\s]*$/, '$1'); // An address that is being written.
  const bold = (text.replace(/`[^`]*`/g, '').match(/\*\*/g) ?? []).length % 2 === 1;
  return bold && !/\*\*\s*$/.test(text) ? text + closeBold(text) : text;
}

function closeFormula(line: string, tex: string): string {
  const before = line.slice(0, line.length - tex.length);
  const opener = before.endsWith('$') ? '$' : '\\(';
  const fixed = repairTex(tex).trim();
  if (!fixed) {
    return before.slice(0, -opener.length);
  }
  return before + fixed + (opener === '$' ? '$' : '\\)');
}

function closeBold(text: string): string {
  return /\*$/.test(text) && !/\*\*$/.test(text) ? '*' : '**';
}

/** The formula that the line has begun and not ended. Money begins none. */
function openInlineTex(line: string): string | null {
  const rest = line
    .replace(/`[^`]*`/g, '')
    .replace(/\$\$[^$]*\$\$|\$(?:\\.|[^$\\])+\$(?!\d)|\\\([\s\S]*?\\\)/g, '');
  const found = /(?:\$(?=[^\s\d$])|\\\()((?:\\.|[^$])+)$/.exec(rest);
  return found && !/\s$/.test(found[1]) ? found[1] : null;
}
