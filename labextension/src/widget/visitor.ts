import { newId } from '../model/ids';
import { keepIn } from '../model/keep';
import type { WidgetModel } from '../transport/comm';

/** Tells a classroom who is here, before anything is asked of it. True in a classroom. */
export function greet(model: WidgetModel): boolean {
  const inClassroom = model.get('classroom') === true;
  if (inClassroom) {
    model.send({ op: 'hello', visitor: visitor() });
  }
  return inClassroom;
}

/** The secret of who joined a class, or of this tab: by it a classroom knows its visitor again after a reload. */
function visitor(): string {
  const joined = /(?:^|; )convergio_visitor=([\w-]+)/.exec(document.cookie);
  if (joined) {
    return joined[1];
  }
  const kept = keepIn(() => sessionStorage, 'convergio:');
  const id = kept.get('visitor') || newId() + newId();
  kept.set('visitor', id);
  return id;
}
