import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab
} from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting
} from '@codemirror/language';
import { EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { CodeEditor, EditorOptions } from '../lesson/Editor';

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--cvg-focus)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--cvg-ok)' },
  { tag: tags.comment, color: 'var(--cvg-muted)', fontStyle: 'italic' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--cvg-accent)' },
  { tag: tags.definition(tags.variableName), color: 'var(--cvg-ink)' }
]);

const look = EditorView.theme({
  '.cm-scroller': { fontFamily: 'var(--cvg-code)', lineHeight: '1.5' },
  '.cm-content': { minHeight: '84px', padding: '8px 0' },
  '.cm-gutters': {
    border: '0',
    backgroundColor: 'transparent',
    color: 'var(--cvg-muted)'
  },
  '.cm-cursor': { borderLeftColor: 'var(--cvg-ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'color-mix(in srgb, var(--cvg-focus) 24%, transparent)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--cvg-edge)'
  }
});

/** What the editor knows of Python, of keys and of its look. */
const language = [
  keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  indentUnit.of('    '),
  pythonLanguage,
  syntaxHighlighting(colours),
  look,
  EditorView.lineWrapping
];

/** An editor for Python. Tab indents; Escape lets the next Tab go on to what comes after it. */
function create(options: EditorOptions): CodeEditor {
  const { host, text, caret, onChange, onCheck } = options;
  const check = () => {
    onCheck();
    return true;
  };
  const keys = [
    { key: 'Mod-Enter', run: check },
    { key: 'Shift-Enter', run: check } // What runs a cell in a notebook.
  ];
  const state = EditorState.create({
    doc: text,
    selection: { anchor: Math.min(caret, text.length) },
    extensions: [
      Prec.highest(keymap.of(keys)),
      language,
      EditorView.contentAttributes.of({
        'aria-labelledby': options.labelledBy,
        'aria-describedby': options.describedBy,
        'aria-multiline': 'true'
      }),
      EditorView.updateListener.of(update => {
        if (update.docChanged) {
          onChange(update.state.doc.toString());
        }
      })
    ]
  });
  const root = host.getRootNode() as Document | ShadowRoot;
  const view = new EditorView({ state, parent: host, root });
  return {
    set: next => replace(view, next),
    focus: () => view.focus(),
    dispose: () => view.destroy()
  };
}

function replace(view: EditorView, next: string): void {
  const now = view.state.doc.toString();
  if (next !== now) {
    view.dispatch({ changes: { from: 0, to: now.length, insert: next } });
  }
}

export default { create };
