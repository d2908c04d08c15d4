import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { usePlace } from './place';

/** What the editor's own bundle gives. */
export interface CodeEditor {
  set(text: string): void;
  focus(): void;
  dispose(): void;
}

export interface EditorOptions {
  host: HTMLElement;
  text: string;
  caret: number;
  labelledBy: string;
  describedBy: string;
  onChange: (text: string) => void;
  onCheck: () => void;
}

export interface EditorPart {
  create(options: EditorOptions): CodeEditor;
}

interface Props {
  id: string;
  text: string;
  onText: (text: string) => void;
  onCheck: () => void;
}

/** Where code is written: at once a plain box, and an editor as soon as its bundle is here. */
export function Editor({ id, text, onText, onCheck }: Props) {
  const { t } = usePlace();
  const { host, box } = useEditor({ id, text, onText, onCheck });
  return (
    <div class="cvg-editor">
      <div class="cvg-field-head">
        <span id={`${id}-label`} class="cvg-label">
          {t('Your answer in Python')}
        </span>
        <span id={`${id}-keys`} class="cvg-muted">
          {t('Tab indents; Esc, then Tab leaves the editor.')}
        </span>
      </div>
      <div ref={host} />
      <textarea
        ref={box}
        class="cvg-box cvg-code-box"
        aria-labelledby={`${id}-label`}
        rows={Math.min(Math.max(text.split('\n').length, 4), 20)}
        spellcheck={false}
        autocapitalize="off"
        value={text}
        onInput={event => onText(event.currentTarget.value)}
      />
    </div>
  );
}

/** Puts the editor in the place of the box once it is here; who types already goes on typing. */
function useEditor(props: Props) {
  const { load } = usePlace();
  const host = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const now = useRef(props);
  now.current = props;
  const show = (part: EditorPart) => {
    if (!host.current || !box.current) {
      return;
    }
    const { id, text } = props;
    const plain = box.current;
    const root = plain.getRootNode() as Document | ShadowRoot;
    const typing = root.activeElement === plain;
    editor.current = part.create({
      host: host.current,
      text: now.current.text,
      caret: typing ? plain.selectionStart : text.length,
      labelledBy: `${id}-label`,
      describedBy: `${id}-keys`,
      onChange: changed => now.current.onText(changed),
      onCheck: () => now.current.onCheck()
    });
    plain.hidden = true;
    if (typing) {
      editor.current.focus();
    }
  };
  useEffect(() => {
    void load('editor').then(
      part => show(part as EditorPart),
      () => undefined // The plain box does.
    );
    return () => editor.current?.dispose();
  }, []);
  useLayoutEffect(() => editor.current?.set(props.text), [props.text]);
  return { host, box };
}
