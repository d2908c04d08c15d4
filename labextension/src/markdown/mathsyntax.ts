/**
 * TeX inside Markdown: `$…$`, `\(…\)`, `$$…$$` and `\[…\]`.
 *
 * A dollar opens a formula only before a character that is not a space, and closes one
 * only after such a character and not before a digit, so that “$5 and $10” stays money.
 */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { escapeHtml } from './escape';
import { repairTex } from './repair';

/** The class names by which the renderer finds formulas after the last gate. */
export const TEX = 'cvg-tex';
export const TEX_DISPLAY = 'cvg-tex-display';

const BLOCK = /^ {0,3}(?:\$\$([\s\S]+?)\$\$|\\\[([\s\S]+?)\\\]) *(?:\n+|$)/;
const OPEN_BLOCK = /^ {0,3}(?:\$\$|\\\[)([\s\S]*)$/;
const INLINE =
  /^(?:\$\$([^\n]+?)\$\$|\\\[([\s\S]+?)\\\]|\\\(([\s\S]+?)\\\)|\$(?!\d[\d.,]*,?\s+[a-z]{2,})((?:\\.|[^\s$\\])(?:(?:\\.|[^$\n\\])*?(?:\\.|[^\s$\\]))?)\$(?!\d))/i;

interface MathToken extends Tokens.Generic {
  tex: string;
  display: boolean;
}

/** `isOpen` says whether the text is still growing, so that a formula may lack its end. */
export function mathExtensions(isOpen: () => boolean): TokenizerAndRendererExtension[] {
  return [blockMath(isOpen), inlineMath()];
}

const BARE_DOLLAR = /(?:^|[^\\])\$/;

/** Longer questions are code or a text to read; looking for formulas in them takes too long. */
const LONGEST_TYPED = 5_000;

/** A stretch of plain text, or a formula with the TeX between its marks. */
export interface Piece {
  text: string;
  tex?: string;
  display?: boolean;
}

/**
 * Splits what somebody typed into plain text and formulas; nothing else of it is Markdown.
 * Stricter than in answers: `$PATH:$HOME` is a line of shell and not a formula.
 */
export function formulasIn(typed: string): Piece[] {
  if (typed.length > LONGEST_TYPED) {
    return [{ text: typed }];
  }
  const pieces: Piece[] = [];
  let rest = typed;
  let plain = '';
  while (rest) {
    const at = indexOf(rest, /\$|\\[([]/);
    if (at === undefined) {
      break;
    }
    plain += rest.slice(0, at);
    rest = rest.slice(at);
    const found = INLINE.exec(rest);
    const display = found?.[1] ?? found?.[2];
    const tex = (display ?? found?.[3] ?? found?.[4] ?? '').trim();
    if (found && !/^\w/.test(rest.slice(found[0].length)) && !BARE_DOLLAR.test(tex)) {
      pieces.push({ text: plain });
      pieces.push({ text: found[0], tex, display: display !== undefined });
      plain = '';
      rest = rest.slice(found[0].length);
    } else {
      plain += rest[0];
      rest = rest.slice(1);
    }
  }
  pieces.push({ text: plain + rest });
  return pieces.filter(piece => piece.text);
}

function blockMath(isOpen: () => boolean): TokenizerAndRendererExtension {
  return {
    name: 'blockMath',
    level: 'block',
    start: src => indexOf(src, /(?:^|\n) {0,3}(?:\$\$|\\\[)/),
    tokenizer(src) {
      const closed = BLOCK.exec(src);
      if (closed) {
        return token('blockMath', closed[0], closed[1] ?? closed[2], true);
      }
      const open = isOpen() ? OPEN_BLOCK.exec(src) : null;
      return open ? token('blockMath', open[0], repairTex(open[1]), true) : undefined;
    },
    renderer: draw
  };
}

function inlineMath(): TokenizerAndRendererExtension {
  return {
    name: 'inlineMath',
    level: 'inline',
    start: src => indexOf(src, /\$|\\[([]/),
    tokenizer(src) {
      const found = INLINE.exec(src);
      if (!found) {
        return undefined;
      }
      const display = found[1] ?? found[2];
      const tex = display ?? found[3] ?? found[4];
      return token('inlineMath', found[0], tex, display !== undefined);
    },
    renderer: draw
  };
}

function token(type: string, raw: string, tex: string, display: boolean): MathToken {
  return { type, raw, tex: tex.trim(), display };
}

function draw(generic: Tokens.Generic): string {
  const { type, tex, display } = generic as MathToken;
  const tag = type === 'blockMath' ? 'div' : 'span';
  const names = display ? `${TEX} ${TEX_DISPLAY}` : TEX;
  return `<${tag} class="${names}">${escapeHtml(tex)}</${tag}>`;
}

function indexOf(src: string, pattern: RegExp): number | undefined {
  const at = src.search(pattern);
  return at < 0 ? undefined : src[at] === '\n' ? at + 1 : at;
}
