import { languageOf, translator } from '../i18n';
import type { Call } from '../lesson/wire';
import { Client } from '../model/client';
import type { ErrorInfo } from '../schema';
import { CommPipe, WidgetModel } from '../transport/comm';

/** Longer than any call takes: after it, whoever should answer is not there any more. */
const LONGEST_MS = 60_000;
/** What a class's page tells when the way to its host is cut off. */
const LOST = 'convergio:lost';

/** The host's calls, for a widget that asks no questions. */
export function callsOf(
  model: WidgetModel,
  lang: string,
  longest = LONGEST_MS
): { call: Call; dispose: () => void } {
  const client = new Client(
    new CommPipe(model),
    () => undefined,
    () => undefined
  );
  const call: Call = (method, params) =>
    inTime(client.call(method, params), longest, gone(lang));
  return { call, dispose: () => client.dispose() };
}

/** What `answer` gives; rejects with `info` where it takes too long, or cannot come any more. */
function inTime<T>(answer: Promise<T>, ms: number, info: ErrorInfo): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(Object.assign(new Error(), { info }));
    const timer = setTimeout(giveUp, ms);
    globalThis.addEventListener?.(LOST, giveUp);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      globalThis.removeEventListener?.(LOST, giveUp);
    });
  });
}

function gone(lang: string): ErrorInfo {
  const t = translator(languageOf(lang));
  return {
    code: 'no_answer',
    message: t('Nobody answers here any more.'),
    remedy: t('Reload this page: what you wrote is kept.')
  };
}
