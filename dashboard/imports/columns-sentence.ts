interface ColumnField {
  readonly name: string;
  readonly required: boolean;
}

/** The columns of a file in words: `Columns: store, item; optionally day.` */
export function columnsSentence(fields: readonly ColumnField[]): string {
  const namesOf = (required: boolean) =>
    fields
      .filter((field) => field.required === required)
      .map(({ name }) => name)
      .join(', ');
  const optional = namesOf(false);
  return `Columns: ${namesOf(true)}${optional && `; optionally ${optional}`}.`;
}
