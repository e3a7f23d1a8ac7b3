import type { Page } from 'playwright-core';

/**
 * Asked inside the page: one line for each link, button or tab stop whose focus ring a container cuts off. Fields show
 * their focus by their border, and what is hidden has none.
 */
const QUESTION = `(() => {
  const stops = document.querySelectorAll('a[href], button:not(:disabled), summary, [tabindex="0"]');
  const cutBy = (stop) => {
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(stop);
    if (outlineStyle === 'none') return null;
    const ring = parseFloat(outlineWidth) + parseFloat(outlineOffset);
    const { left, top, right, bottom } = stop.getBoundingClientRect();
    for (let box = stop.parentElement; box !== document.documentElement; box = box.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(box);
      const { x, y } = box.getBoundingClientRect();
      const [fromLeft, fromTop] = [x + box.clientLeft, y + box.clientTop];
      const [toRight, toBottom] = [fromLeft + box.clientWidth, fromTop + box.clientHeight];
      const isCutAside = left - ring < fromLeft - 1 || right + ring > toRight + 1;
      const isCutAbove = top - ring < fromTop - 1 || bottom + ring > toBottom + 1;
      if ((overflowX !== 'visible' && isCutAside) || (overflowY !== 'visible' && isCutAbove)) return box;
      if (position === 'fixed') return null;
    }
    return null;
  };
  return [...stops].flatMap((stop) => {
    if (!stop.checkVisibility({ visibilityProperty: true })) return [];
    stop.focus({ focusVisible: true });
    const box = document.activeElement === stop && cutBy(stop);
    return box ? [stop.outerHTML.slice(0, 160) + ' is cut by ' + box.className] : [];
  });
})()`;

/** The focus rings of a page, as it stands, that are not whole. */
export const cutFocusRings = (page: Page): Promise<string[]> => page.evaluate<string[]>(QUESTION);
