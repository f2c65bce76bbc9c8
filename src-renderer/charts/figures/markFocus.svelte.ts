import { nextIndex } from './rovingFocus.ts';

/**
 * Which of a figure's marks the reader is at, by keyboard or pointer. Marks are either buttons of which one can be reached
 * by Tab, or places that arrow keys step through on the drawing as a whole.
 */
export class MarkFocus {
  /** The mark whose numbers are shown. */
  active = $state<number>();
  #last = $state(0);

  /** What makes the mark at `index` one of `count` buttons, which are siblings. */
  button(index: number, count: number, choose: () => void) {
    return {
      role: 'button',
      tabindex: index === Math.min(this.#last, count - 1) ? 0 : -1,
      onclick: choose,
      onkeydown: (event: KeyboardEvent & { currentTarget: SVGElement }) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          choose();
          return;
        }
        const next = nextIndex(event.key, index, count);
        if (next === undefined) return;
        event.preventDefault();
        buttonsBeside(event.currentTarget)[next].focus();
      },
      onfocus: () => {
        this.#last = index;
        this.active = index;
      },
      onblur: () => (this.active = undefined),
      ...this.hover(index),
    } as const;
  }

  /** What makes a drawing step through `count` places by arrow keys. */
  steps(count: number) {
    return {
      role: 'group',
      tabindex: 0,
      onkeydown: (event: KeyboardEvent) => {
        const next = nextIndex(event.key, this.active ?? -1, count);
        if (next === undefined) return;
        event.preventDefault();
        this.active = next;
      },
      onblur: () => (this.active = undefined),
    } as const;
  }

  /** What shows the numbers of a mark under the pointer. */
  hover(index: number) {
    return {
      onpointerenter: () => (this.active = index),
      onpointerleave: () => (this.active = undefined),
    };
  }
}

function buttonsBeside(mark: Element): SVGElement[] {
  return [...(mark.parentElement?.children ?? [])].filter(
    (sibling): sibling is SVGElement =>
      sibling instanceof SVGElement && sibling.getAttribute('role') === 'button',
  );
}
