import type { Token, Tokens, TokensList } from 'marked';
import { lex } from './parse';

/** What a longer text adds. */
export interface Growth {
  /** Blocks that will not change any more, to be drawn once. */
  settled: Token[];
  /** The end of the text that may still change. */
  tail: string;
}

/**
 * Cuts a growing text into settled blocks and an open tail.
 *
 * Only the tail is read again, so a long answer costs what its length is worth. The last
 * block stays open until another one follows it: a list may get an item after an empty
 * line, a paragraph may turn out to be a heading.
 */
export class BlockStream {
  private offset = 0;
  private readonly links: TokensList['links'] = {};

  /** `text` is the whole text so far, and begins with what was given before. */
  grow(text: string, finished: boolean): Growth {
    const tail = text.slice(this.offset);
    const tokens = lex(tail, this.links, !finished);
    const end = finished ? tokens.length : lastBlock(tokens);
    const settled = tokens.slice(0, end);
    const length = settled.reduce((sum, token) => sum + token.raw.length, 0);
    if (!finished && !tail.startsWith(settled.map(token => token.raw).join(''))) {
      return { settled: [], tail }; // The lexer changed the text; better slow than wrong.
    }
    this.learnLinks(settled);
    this.offset += finished ? tail.length : length;
    return { settled, tail: finished ? '' : tail.slice(length) };
  }

  /** Later blocks may name an address by a label that an earlier one defined. */
  private learnLinks(settled: readonly Token[]): void {
    for (const token of settled) {
      if (token.type === 'def') {
        const { tag, href, title } = token as Tokens.Def;
        this.links[tag] ??= { href, title };
      }
    }
  }
}

function lastBlock(tokens: readonly Token[]): number {
  let at = tokens.length - 1;
  while (at > 0 && tokens[at].type === 'space') {
    at -= 1;
  }
  return Math.max(at, 0);
}
