import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useGrowth } from './Composer';
import { useChat, useSurface } from './surface';

const NEW = 'new';
const SAVE_AFTER_MS = 300;

/**
 * What was typed, kept per conversation until the server has taken it.
 *
 * The box is not controlled: a key stroke touches neither the state nor the components.
 */
export function useDraft(box: { current: HTMLTextAreaElement | null }): {
  typed: () => void;
  sent: () => void;
} {
  const { chat, drafts } = useSurface();
  const conversation = useChat(state => state.conversation);
  const sending = useChat(state => state.turns.some(turn => turn.state === 'sending'));
  const key = conversation || NEW;
  const grow = useGrowth(box);
  const before = useRef('');
  const timer = useRef(0);
  const save = () => {
    window.clearTimeout(timer.current);
    if (box.current) {
      drafts.set(before.current, box.current.value);
    }
  };
  useLayoutEffect(() => {
    const bornHere = before.current === NEW && chat.running;
    if (before.current && before.current !== key) {
      save();
    }
    if (bornHere) {
      drafts.set(NEW, ''); // The same talk, which has its name now.
    } else if (box.current && before.current !== key) {
      box.current.value = drafts.get(key);
    }
    before.current = key;
    grow();
  }, [key]);
  useEffect(() => {
    if (!sending && box.current && !box.current.value) {
      drafts.set(key, '');
    }
  }, [sending, key]);
  useEffect(() => save, []);
  return {
    typed() {
      grow();
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(save, SAVE_AFTER_MS);
    },
    sent() {
      save();
      if (box.current) {
        box.current.value = '';
      }
      grow();
    }
  };
}
