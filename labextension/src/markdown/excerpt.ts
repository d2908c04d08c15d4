import { formulasIn } from './mathsyntax';

/** What rules and columns of a table are made of, and how one tells a rule: `|---|:-:|`. */
const FRAME = /[\s|:-]{3,}/g;
const RULE = /\|.*(?:--|:-|-:)|(?:--|:-|-:).*\|/s;
/** Marks that stand for a heading, a quotation or a point where they begin a line, or an answer. */
const HEADS = /(^|→ )(?:(?:#{1,6}|>|[-*+]) )+/gm;
/** Emphasis; “2*3*4” has none. */
const STRESSED = /(?<!\w)(\*{1,3})(?=\S)(.*?\S)\1(?!\w)/g;
const MARKS = /[`|]+/g;

/** Markdown as one line of plain words; formulas stay as they are. */
export function excerpt(markdown: string): string {
  return formulasIn(markdown)
    .map(({ text, tex }) => (tex ? text : plain(text)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function plain(text: string): string {
  return text
    .replace(FRAME, run => (RULE.test(run) ? ' ' : run))
    .replace(HEADS, '$1')
    .replace(STRESSED, '$2')
    .replace(MARKS, ' ');
}
