import { ORIGIN_NAMES } from '../format/words.js';
import type { ItemFilter, ItemOrigin } from '../generated/graphql.js';

const isOrigin = (text: string): text is ItemOrigin => Object.hasOwn(ORIGIN_NAMES, text);

/** The filter an address asks for; what is empty or not understood narrows nothing. */
export const toItemFilter = (texts: { search: string; origin: string; category: string }): ItemFilter => ({
  ...(texts.search.trim() && { search: texts.search.trim() }),
  ...(isOrigin(texts.origin) && { origin: texts.origin }),
  ...(texts.category && { category: texts.category }),
});
