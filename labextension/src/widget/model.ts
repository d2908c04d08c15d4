import type { WidgetModel } from '../transport/comm';

/** What anywidget gives a front-end module to render with. */
export interface RenderContext {
  model: WidgetModel;
  el: HTMLElement;
}

/** A text of the kernel's; empty where an old notebook's state holds something else. */
export function text(model: WidgetModel, trait: string): string {
  const value = model.get(trait);
  return typeof value === 'string' ? value : '';
}
