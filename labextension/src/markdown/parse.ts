/**
 * Markdown as a teacher writes it, to HTML that still has to pass the last gate.
 *
 * HTML in the source is text: the two tokenizers that would know it are off. Pictures
 * become links, because showing one would tell its host who reads and when.
 */
import { Marked, Parser, Renderer, Token, Tokens, TokensList } from 'marked';
import { escapeHtml } from './escape';
import { safeHref } from './links';
import { mathExtensions } from './mathsyntax';

let open = false;

const marked = new Marked({ gfm: true, extensions: undefined });
marked.use({
  extensions: mathExtensions(() => open),
  tokenizer: { html: () => undefined, tag: () => undefined },
  renderer: renderer()
});

/** The blocks of a text. `growing` lets the last one lack its end. */
export function lex(
  text: string,
  links: TokensList['links'],
  growing: boolean
): TokensList {
  open = growing;
  const lexer = new marked.Lexer(marked.defaults);
  Object.assign(lexer.tokens.links, links);
  return lexer.lex(text);
}

/** HTML of some blocks. */
export function html(tokens: Token[]): string {
  return new Parser(marked.defaults).parse(tokens);
}

function renderer(): Partial<Renderer> {
  return {
    link(this: Renderer, { href, tokens }: Tokens.Link) {
      const text = this.parser.parseInline(tokens);
      const safe = safeHref(href);
      return safe ? `<a href="${escapeHtml(safe)}">${text}</a>` : text;
    },
    image({ href, text }: Tokens.Image) {
      const safe = safeHref(href);
      const name = escapeHtml(text || href);
      return safe ? `<a href="${escapeHtml(safe)}">${name}</a>` : name;
    },
    heading(this: Renderer, { tokens, depth }: Tokens.Heading) {
      const level = Math.min(depth + 2, 6); // Two levels belong to the chat around it.
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    checkbox({ checked }: Tokens.Checkbox) {
      return checked ? '☑ ' : '☐ ';
    },
    code({ text, lang }: Tokens.Code) {
      const language = /^[\w+#.-]{1,20}/.exec(lang ?? '')?.[0] ?? '';
      const name = language ? ` class="language-${escapeHtml(language)}"` : '';
      return `<pre><code${name}>${escapeHtml(text)}\n</code></pre>\n`;
    }
  };
}
