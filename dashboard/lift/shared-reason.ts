interface Answer {
  readonly value: number | null;
  readonly reason: string | null;
}

/** The one reason why none of several answers has a value; null if one has, or if they have different reasons. */
export function sharedReason(answers: readonly Answer[]): string | null {
  if (answers.some(({ value }) => value !== null)) return null;
  const reasons = new Set(answers.map(({ reason }) => reason));
  return reasons.size === 1 ? (answers[0]?.reason ?? null) : null;
}
