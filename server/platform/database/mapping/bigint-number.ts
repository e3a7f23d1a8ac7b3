/** Of a `bigint` column, which PostgreSQL sends as text: a number as long as it is below 2^53. */
export const bigintNumber = {
  to: (value: number | null) => value,
  from: (text: string | null) => text && Number(text),
};
