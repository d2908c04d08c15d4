import { useRef, useState } from 'preact/hooks';
import type { Click } from '../model/client';
import type { Step } from '../model/turn';
import { Icon } from './Icon';
import { onePress } from './press';
import { Prose } from './Prose';
import { useSurface } from './surface';

interface Props {
  step: Step;
  turn: string;
  /** Whether the answer still comes. */
  growing: boolean;
}

/** A tool that a teacher used: what it drew in sight, what it said folded, and the question where it waits. */
export function ToolStep({ step, turn, growing }: Props) {
  const { t } = useSurface();
  const { result } = step;
  if (!result) {
    return growing ? (
      step.asks ? (
        <Permission step={step} turn={turn} />
      ) : (
        <p class="cvg-waiting">
          <span>{t('Using: {tool}', { tool: step.title })}</span>
          <span class="cvg-caret" />
        </p>
      )
    ) : null;
  }
  return (
    <div class="cvg-step">
      {result.figure && <Figure svg={result.figure} says={result.content} />}
      <details class="cvg-details">
        <summary>
          <Icon name={result.ok ? 'check' : 'close'} />{' '}
          {result.ok
            ? t('Used: {tool}', { tool: step.title })
            : t('Did not work: {tool}', { tool: step.title })}
        </summary>
        <Prose text={result.content} growing={false} />
        <pre class="cvg-arguments">{step.arguments}</pre>
      </details>
    </div>
  );
}

/** Drawn by our own tools. As an image it can run nothing, and load nothing. A click shows it large. */
function Figure({ svg, says }: { svg: string; says: string }) {
  const { t } = useSurface();
  const large = useRef<HTMLDialogElement>(null);
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  const alt = firstLine(says);
  return (
    <>
      <button
        type="button"
        class="cvg-figure-button"
        title={t('Show large')}
        onClick={() => large.current?.showModal()}
      >
        <img class="cvg-figure" src={source} alt={alt} />
      </button>
      <dialog
        ref={large}
        class="cvg-large"
        aria-label={alt}
        onClick={event => event.currentTarget.close()}
      >
        <img src={source} alt={alt} />
        <button type="button" class="cvg-button">
          {t('Close')}
        </button>
      </dialog>
    </>
  );
}

/** The rest is in the text below the figure. */
function firstLine(text: string): string {
  return (text.split('\n').find(line => line.trim()) ?? '').replace(/[*`$|#]/g, '');
}

function Permission({ step, turn }: { step: Step; turn: string }) {
  const { chat, t, focusBox } = useSurface();
  const [said, setSaid] = useState(false);
  const say = (click: Click) =>
    onePress(() => {
      setSaid(true);
      void chat.permit(turn, step.call, click).then(setSaid);
      focusBox(); // The button that was pressed is gone.
    });
  const clicks: [Click, string][] = [
    ['once', t('Allow once')],
    ['lesson', t('Allow in this lesson')],
    ['no', t('Not now')],
    ['never', t('Never here')]
  ];
  const question = t('May this tool be used: {tool}?', { tool: step.title });
  return (
    <div class="cvg-permission" role="group" aria-label={question}>
      <p>
        <strong>{question}</strong>
      </p>
      <p class="cvg-muted">
        {t('Something leaves this computer or is changed by it.')}
      </p>
      <pre class="cvg-arguments">{step.arguments}</pre>
      <div class="cvg-actions">
        {clicks.map(([click, words]) => (
          <button
            key={click}
            type="button"
            class={click === 'once' ? 'cvg-button cvg-primary' : 'cvg-button'}
            disabled={said}
            onClick={say(click)}
          >
            {words}
          </button>
        ))}
      </div>
    </div>
  );
}
