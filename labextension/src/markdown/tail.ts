/**
 * The end of a growing text, closed for the moment so that it already looks like what it
 * will be: bold text is bold before its second `**`, a formula is set before its last brace.
 */

/** Markdown whose last block is closed. Only what the block's own kind needs is added. */
export function closeTail(tail: string): string {
  const lastLine = tail.slice(tail.lastIndexOf('\n') + 1);
  if (/^\s*\|/.test(tail) && !tail.includes('\n')) {
    return closeHeader(tail);
  }
  if (/^\s*\|/.test(tail) && /^[\s|:-]+$/.test(lastLine) && tail.split('\n').length === 2) {
    return closeHeader(tail.slice(0, tail.indexOf('\n')));
  }
  return tail + missingMarks(lastLine);
}

/** A table's first line alone is shown as a table that has no rows yet. */
function closeHeader(header: string): string {
  const cells = header.trim().replace(/^\||\|$/g, '').split('|').length;
  return `${header.trim().replace(/\|?$/, '|')}\n|${'---|'.repeat(cells)}`;
}

function missingMarks(line: string): string {
  const ticks = /^(?:[^`]|`[^`]*`)*`([^`]+)$/.exec(line);
  if (ticks) {
    return '`';
  }
  const tex = openInlineTex(line);
  if (tex !== null) {
    return repairTex(tex).slice(tex.length) + (line.includes('\\(') && !line.includes('$') ? '\\)' : '$');
  }
  const text = line.replace(/`[^`]*`/g, '');
  const bold = (text.match(/\*\*/g) ?? []).length % 2 === 1;
  return bold && !/\*\*\s*$/.test(text) ? closeBold(text) : '';
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

/** TeX with its open groups closed, and without a command that is still being written. */
export function repairTex(tex: string): string {
  let fixed = tex.replace(/(?:\\[a-zA-Z]*|[\^_]|\\(?:begin|end)\{[^}]*)$/, '');
  const closers: string[] = [];
  for (const [mark, environment] of fixed.matchAll(
    /\\begin\{([^}]*)\}|\\end\{[^}]*\}|\\left(?![a-zA-Z])|\\right(?![a-zA-Z])|\\[^a-zA-Z]|[{}]/g
  )) {
    if (mark.startsWith('\\begin')) {
      closers.push(`\\end{${environment}}`);
    } else if (mark === '\\left') {
      closers.push('\\right.');
    } else if (mark === '{') {
      closers.push('}');
    } else if (mark === '}' || mark.startsWith('\\end') || mark === '\\right') {
      closers.pop();
    }
  }
  if (/\\(?:d|t)?frac\s*(?:\{[^{}]*\})?$/.test(fixed)) {
    fixed += fixed.endsWith('}') ? '{}' : '{}{}';
  }
  return fixed + closers.reverse().join('');
}
