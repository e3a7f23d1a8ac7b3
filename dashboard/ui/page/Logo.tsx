import { Link } from 'react-router';

/** The mark: a T cut from ink, with one line of basting stitches. */
export function Logo() {
  return (
    <Link to="/" className="logo" aria-label="Toile, start page">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="7" className="logo-cloth" />
        <path d="M8 11.5h16M16 11.5V24.5" className="logo-letter" />
        <path d="M7 6.5h18" className="logo-stitch" />
      </svg>
      <span>Toile</span>
    </Link>
  );
}
