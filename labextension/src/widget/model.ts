import type { WidgetModel } from '../transport/comm';

/** What our loader gives a front-end module to render with. */
export interface RenderContext {
  model: WidgetModel;
  el: HTMLElement;
  /** Fetches a further part of the front end. */
  load: (name: string) => Promise<unknown>;
}

/** A text of the kernel's; empty where an old notebook's state holds something else. */
export function text(model: WidgetModel, trait: string): string {
  const value = model.get(trait);
  return typeof value === 'string' ? value : '';
}
