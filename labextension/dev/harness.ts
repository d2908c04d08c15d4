/**
 * A page with a chat and no server, for looking, measuring and testing.
 *
 * Query: theme=light|dark, lang, surface=sidebar|widget, open=<conversation>, pace=<ms>,
 * messages=<n>, notice=1, notebook=1. `window.harness` has the chat and its pipe.
 */
import css from '../style/chat.css';
import type { NotebookContext } from '../src/model/context';
import { mountChat } from '../src/mount';
import { ScriptedPipe } from './scripted';

const query = new URLSearchParams(location.search);
const theme = query.get('theme') ?? 'light';
if (theme !== 'none') {
  document.body.dataset.jpThemeLight = String(theme === 'light');
}
const style = document.createElement('style');
style.textContent = css;
document.head.append(style);

const inserted: string[] = [];
const notebook: NotebookContext = {
  view: () => ({
    name: 'squares.ipynb',
    active: { number: 7, text: 'sum(odd)' },
    error: { number: 7, text: "sum(odd)\nNameError: name 'odd' is not defined" },
    lesson: '# Odd numbers\nAdd them up.'
  }),
  onChange: () => () => undefined,
  insert: code => inserted.push(code) > 0
};

const pipe = new ScriptedPipe({
  lang: query.get('lang') ?? 'en',
  pace: Number(query.get('pace') ?? 10),
  messages: Number(query.get('messages') ?? 300),
  notice: query.has('notice')
});
const chat = mountChat(document.querySelector('main') as HTMLElement, {
  pipe,
  surface: query.get('surface') === 'widget' ? 'widget' : 'sidebar',
  lang: query.get('lang') ?? 'en',
  conversation: query.get('open') ?? '',
  context: query.has('notebook') ? notebook : undefined,
  onLeave: () => document.body.setAttribute('data-left', 'true')
});
chat.focus();

Object.assign(window, { harness: { chat, pipe, inserted } });
