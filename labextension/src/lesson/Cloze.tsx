import { useLayoutEffect, useRef } from 'preact/hooks';
import { type FieldProps, Mark } from './Fields';
import { Markdown } from './Markdown';
import { usePlace } from './place';

const GAP = /\{(\w+)\}/;

/** A text with gaps, which are boxes in its lines. */
export function Cloze({ item, given, parts, onGive, onCheck }: FieldProps) {
  const { t } = usePlace();
  const gaps = item.gaps ?? [];
  const texts = (given as Record<string, string> | null) ?? {};
  const boxes = useRef(new Map<string, HTMLInputElement>());
  const now = useRef({ texts, onGive, onCheck });
  now.current = { texts, onGive, onCheck };

  const box = (gap: string): HTMLInputElement => {
    const label = t('Gap {number} of {all}', {
      number: gaps.indexOf(gap) + 1,
      all: gaps.length
    });
    const made = gapBox(label, {
      onText: text => now.current.onGive({ ...now.current.texts, [gap]: text }),
      onEnter: () => now.current.onCheck()
    });
    boxes.current.set(gap, made);
    return made;
  };
  const fill = (fragment: DocumentFragment) => {
    boxes.current.clear();
    for (const place of holes(fragment)) {
      openGap(place, gap => (gaps.includes(gap) ? box(gap) : null));
    }
    const missing = gaps.filter(gap => !boxes.current.has(gap)); // in a formula no box can stand
    if (missing.length) {
      const line = document.createElement('p');
      line.append(...missing.flatMap(gap => [`(${gap}) `, box(gap), ' ']));
      fragment.append(line);
    }
  };
  useLayoutEffect(() => {
    for (const [gap, made] of boxes.current) {
      const text = texts[gap] ?? '';
      if (made.value !== text) {
        made.value = text;
      }
    }
  });
  return (
    <div role="group" aria-label={t('A text with gaps')} class="cvg-group">
      <Markdown text={item.text} fill={fill} />
      {parts.length > 0 && (
        <ul class="cvg-outcomes">
          {gaps.map((gap, at) => (
            <li key={gap}>
              <Mark right={parts[at]} />
              <span>
                {t('Gap {number} of {all}', { number: at + 1, all: gaps.length })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function gapBox(
  label: string,
  { onText, onEnter }: { onText: (text: string) => void; onEnter: () => void }
): HTMLInputElement {
  const made = document.createElement('input');
  made.type = 'text';
  made.className = 'cvg-box cvg-gap';
  made.autocomplete = 'off';
  made.size = 12;
  made.setAttribute('aria-label', label);
  made.oninput = () => onText(made.value);
  made.onkeydown = event => {
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      onEnter();
    }
  };
  return made;
}

/** The pieces of text that hold a gap. */
function holes(fragment: DocumentFragment): Text[] {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (GAP.test(text.data)) {
      found.push(text);
    }
  }
  return found;
}

/** Puts boxes where the text names gaps. */
function openGap(text: Text, boxOf: (gap: string) => HTMLElement | null): void {
  let rest: Text | null = text;
  while (rest) {
    const found = GAP.exec(rest.data);
    if (!found) {
      return;
    }
    const place: Text = rest.splitText(found.index);
    rest = place.splitText(found[0].length);
    const box = boxOf(found[1]);
    if (box) {
      place.replaceWith(box);
    }
  }
}
