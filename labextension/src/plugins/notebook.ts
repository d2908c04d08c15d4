import type { Cell } from '@jupyterlab/cells';
import type { CodeEditor } from '@jupyterlab/codeeditor';
import {
  INotebookTracker,
  Notebook,
  NotebookActions,
  type NotebookPanel
} from '@jupyterlab/notebook';
import type {
  CellView,
  LessonPlace,
  NotebookContext,
  NotebookView
} from '../model/context';
import { answerOf, isAuthors, lessonOf } from '../model/lessonmeta';
import { type Variable, variablesOf } from '../model/variables';

const SETTLE_MS = 100;
const LONGEST_LESSON = 20_000;
const LONGEST_OUTPUT = 4_000;
const LONGEST_SOURCE = 20_000;
const LONGEST_NOTEBOOK = 150_000;
// eslint-disable-next-line no-control-regex
const ANSI = /\u001b\[[0-9;]*m/g;

/** The notebook that was in use last, read only when somebody looks. */
export class LabNotebook implements NotebookContext {
  constructor(
    private readonly tracker: INotebookTracker,
    readonly open: (path: string) => void
  ) {}

  view(): NotebookView | null {
    const panel = this.tracker.currentWidget;
    if (!panel?.model) {
      return null;
    }
    const notebook = panel.content;
    const active = notebook.activeCell;
    return {
      name: panel.title.label,
      active: active ? cellView(active) : undefined,
      error: latestError(notebook),
      lesson: lesson(notebook),
      cells: () => allCells(notebook),
      cellsAndVariables: speaksPython(panel)
        ? () => cellsAndVariables(panel)
        : undefined
    };
  }

  place(): LessonPlace | null {
    const panel = this.tracker.currentWidget;
    const found = lessonOf(panel?.model?.getMetadata('convergio'));
    const cells = panel?.content.widgets ?? [];
    const own = (cell: Cell | null | undefined) => cell?.model.getMetadata('convergio');
    if (!found || cells.some(cell => isAuthors(own(cell)))) {
      return null;
    }
    const exercise = answerOf(own(panel?.content.activeCell));
    return { lesson: found.name, exercise, teacher: found.teacher };
  }

  onChange(listener: () => void): () => void {
    let timer = 0;
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(listener, SETTLE_MS);
    };
    this.tracker.currentChanged.connect(soon);
    this.tracker.activeCellChanged.connect(soon);
    NotebookActions.executed.connect(soon);
    return () => {
      window.clearTimeout(timer);
      this.tracker.currentChanged.disconnect(soon);
      this.tracker.activeCellChanged.disconnect(soon);
      NotebookActions.executed.disconnect(soon);
    };
  }

  insert(code: string): boolean {
    const panel = this.tracker.currentWidget;
    if (!panel?.model || panel.model.readOnly) {
      return false;
    }
    const cell = panel.content.activeCell;
    const editor = cell && takesCode(cell) ? cell.editor : null;
    if (editor?.replaceSelection) {
      editor.replaceSelection(onOwnLines(editor, code));
      return true;
    }
    NotebookActions.insertBelow(panel.content);
    panel.content.activeCell?.model.sharedModel.setSource(code);
    void panel.content.scrollToItem(panel.content.activeCellIndex);
    return true;
  }
}

/** Whether code belongs into a cell; one that begins with a cell magic holds something else. */
function takesCode(cell: Cell): boolean {
  const source = cell.model.sharedModel.getSource();
  return cell.model.type === 'code' && !cell.readOnly && !source.startsWith('%%');
}

/** Code that goes to the caret, without running into what stands on the caret's line. */
function onOwnLines(editor: CodeEditor.IEditor, code: string): string {
  const { start, end } = editor.getSelection();
  const before = (editor.getLine(start.line) ?? '').slice(0, start.column);
  const after = (editor.getLine(end.line) ?? '').slice(end.column);
  return (before.trim() ? '\n' : '') + code + (after.trim() ? '\n' : '');
}

function cellView(cell: Cell): CellView {
  const kind = cell.model.type === 'code' ? 'cell' : 'selection';
  return { kind, number: numberOf(cell), text: cell.model.sharedModel.getSource() };
}

/** The number in brackets, which is the one that people and tracebacks use. */
function numberOf(cell: Cell): number {
  const shared = cell.model.sharedModel;
  return 'execution_count' in shared && typeof shared.execution_count === 'number'
    ? shared.execution_count
    : 0;
}

/** The error of the active cell, else the one that happened last. */
function latestError(notebook: Notebook): CellView | undefined {
  const failed = notebook.widgets.filter(cell => traceback(cell));
  const active = failed.find(cell => cell === notebook.activeCell);
  const latest = failed.reduce<Cell | undefined>(
    (best, cell) => (best && numberOf(best) > numberOf(cell) ? best : cell),
    undefined
  );
  const cell = active ?? latest;
  return (
    cell && {
      ...cellView(cell),
      text: `${cellView(cell).text}\n\n${traceback(cell)}`
    }
  );
}

function traceback(cell: Cell): string {
  const shared = cell.model.sharedModel;
  if (!('getOutputs' in shared)) {
    return '';
  }
  const outputs = (shared as { getOutputs(): ErrorOutput[] }).getOutputs();
  const error = outputs.find(
    output => output.output_type === 'error' && !STOPPED.test(output.ename ?? '')
  );
  const lines = error?.traceback ?? [];
  const text = lines.length
    ? lines.join('\n')
    : `${error?.ename ?? ''}: ${error?.evalue ?? ''}`;
  return error ? text.replace(ANSI, '') : '';
}

/** Every cell with what came out of it. Long outputs, then the last cells, give way to what fits. */
function allCells(notebook: Notebook, variables?: Variable[]): string {
  const cells = notebook.widgets.map(cell => ({
    number: numberOf(cell),
    type: cell.model.type,
    source: cell.model.sharedModel.getSource().slice(0, LONGEST_SOURCE),
    outputs: printed(cell).slice(0, LONGEST_OUTPUT),
    error: traceback(cell)
  }));
  let text = JSON.stringify({ cells, variables });
  while (text.length > LONGEST_NOTEBOOK && cells.length) {
    cells.length = Math.floor((cells.length * 3) / 4);
    text = JSON.stringify({ cells, variables });
  }
  return text;
}

function speaksPython(panel: NotebookPanel): boolean {
  const kernel = panel.sessionContext.session?.kernel;
  return !!kernel && panel.model?.defaultKernelLanguage === 'python';
}

async function cellsAndVariables(panel: NotebookPanel): Promise<string | null> {
  const kernel = panel.sessionContext.session?.kernel;
  const variables = kernel ? await variablesOf(kernel) : null;
  return variables && !panel.isDisposed ? allCells(panel.content, variables) : null;
}

/** What a cell printed and gave, as plain text. */
function printed(cell: Cell): string {
  const shared = cell.model.sharedModel;
  if (!('getOutputs' in shared)) {
    return '';
  }
  const outputs = (shared as { getOutputs(): TextOutput[] }).getOutputs();
  const whole = (text?: string | string[]) =>
    typeof text === 'string' ? text : (text ?? []).join('');
  return outputs
    .map(output => whole(output.text ?? output.data?.['text/plain']))
    .join('\n')
    .replace(ANSI, '');
}

interface TextOutput {
  text?: string | string[];
  data?: { 'text/plain'?: string | string[] };
}

/** A person stopped the cell; there is nothing to explain. */
const STOPPED = /Interrupt/;

interface ErrorOutput {
  output_type: string;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

/** The notebook as text, without outputs. */
function lesson(notebook: Notebook): string {
  const sources = notebook.widgets.map(cell => {
    const source = cell.model.sharedModel.getSource();
    return cell.model.type === 'code' ? `\`\`\`\n${source}\n\`\`\`` : source;
  });
  return sources.join('\n\n').slice(0, LONGEST_LESSON);
}
