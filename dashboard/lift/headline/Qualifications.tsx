import { IconAlertTriangle } from '../../ui/icons/outlined.js';

/** What must be known before the answer above is quoted, as the server says it; nothing if there is nothing. */
export function Qualifications({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className="qualifications" aria-label="What qualifies this answer">
      {sentences.map((sentence) => (
        <li key={sentence}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
