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
