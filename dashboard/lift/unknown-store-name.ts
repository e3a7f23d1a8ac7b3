const SHOWN_CHARACTERS = 8;

/** What a store is called whose name the server has not said, or does not say. */
export const unknownStoreName = (id: string): string => `Store ${id.slice(0, SHOWN_CHARACTERS)}`;
