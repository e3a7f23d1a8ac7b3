import type { Page } from 'playwright-core';

/**
 * Asked inside the page: one line for each placeholder that has less contrast than WCAG 2.2 asks of text, 4.5 to 1
 * (success criterion 1.4.3, with its relative luminance). axe-core does not look at placeholders.
 */
const QUESTION = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) =>
    channels(color).slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (box) => {
    const color = getComputedStyle(box).backgroundColor;
    return channels(color)[3] === 0 && box.parentElement ? behind(box.parentElement) : color;
  };
  return [...document.querySelectorAll(':is(input, textarea):placeholder-shown:enabled')].flatMap((field) => {
    const text = luminance(getComputedStyle(field, '::placeholder').color);
    const ground = luminance(behind(field));
    const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    return contrast < 4.5 ? [contrast.toFixed(2) + ' to 1: ' + field.placeholder] : [];
  });
})()`;

/** The placeholders of a page, as it stands, that are hard to read. */
export const faintPlaceholders = (page: Page): Promise<string[]> => page.evaluate<string[]>(QUESTION);
