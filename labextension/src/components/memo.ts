import { Component, ComponentType, h, VNode } from 'preact';

/** A component that is drawn again only when one of its properties is another one. */
export function memo<P extends object>(
  Inner: (props: P) => VNode | null
): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const now = this.props as Readonly<P>;
      const names = Object.keys({ ...now, ...next }) as (keyof P)[];
      return names.some(name => now[name] !== next[name]);
    }

    override render(): VNode {
      return h(Inner as ComponentType, this.props);
    }
  };
}
