interface Drawn {
  readonly position: number;
  readonly image: { readonly hash: string };
}

interface Work {
  readonly done: number;
  readonly total: number | null;
}

/** The place of one image: finished, being drawn, or waiting. */
export type CandidateSlot =
  | { readonly kind: 'finished'; readonly position: number; readonly hash: string }
  | { readonly kind: 'drawing'; readonly position: number; readonly fraction: number }
  | { readonly kind: 'waiting'; readonly position: number };

/**
 * The places of a run. Images are drawn one after the other, so what the job has done beyond the finished ones
 * belongs to the first that is not finished.
 */
export function candidateSlots(
  count: number,
  images: readonly Drawn[],
  { done, total }: Work,
  running: boolean,
): CandidateSlot[] {
  const hashes = new Map(images.map(({ position, image }) => [position, image.hash]));
  const places = Math.max(count, ...images.map(({ position }) => position + 1));
  const current = Array.from({ length: places }, (_, position) => position).find(
    (position) => !hashes.has(position),
  );
  const drawn = total ? (done / total) * count : 0;
  return Array.from({ length: places }, (_, position) => {
    const hash = hashes.get(position);
    if (hash !== undefined) return { kind: 'finished', position, hash };
    if (!running || position !== current) return { kind: 'waiting', position };
    return { kind: 'drawing', position, fraction: Math.min(1, Math.max(0, drawn - position)) };
  });
}
