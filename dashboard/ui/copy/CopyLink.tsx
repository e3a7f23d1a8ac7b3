import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconLink } from '../icons/outlined.js';

export interface CopyLinkProps {
  /** With scheme and host, so that it works elsewhere. */
  readonly link: string;
  /** What it leads to. */
  readonly of: string;
}

/** Copies the link of a row, and says so. */
export const CopyLink = ({ link, of }: CopyLinkProps) => (
  <CopyButton value={link}>
    {({ copied, copy }) => (
      <Tooltip label={copied ? 'Link copied' : 'Copy link'}>
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={copy}
          aria-label={copied ? `Link to ${of} copied` : `Copy link to ${of}`}
        >
          {copied ? <IconCheck size={18} /> : <IconLink size={18} />}
        </ActionIcon>
      </Tooltip>
    )}
  </CopyButton>
);
