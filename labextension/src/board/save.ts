/** Gives the reader a file. */
export function save(text: string, name: string): void {
  const csv = name.endsWith('.csv');
  // Without its first sign a spreadsheet takes letters beyond ASCII for others.
  const parts = csv ? ['\ufeff', text] : [text];
  const type = csv ? 'text/csv' : 'application/json';
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
