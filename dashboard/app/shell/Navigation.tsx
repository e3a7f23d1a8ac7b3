import { CloseButton, Group, NavLink, ScrollArea } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import type { Role } from '../../generated/graphql.js';
import { may } from '../../session/may.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import {
  IconActivity,
  IconBuildingStore,
  IconCalculator,
  IconChartDots3,
  IconFileImport,
  IconHanger,
  IconLifebuoy,
  IconSettings,
  IconSparkles,
  type OutlinedIcon,
} from '../../ui/icons/outlined.js';
import { Logo } from '../../ui/page/Logo.js';
import { AccountMenu } from './AccountMenu.js';
import { WorkspaceSwitcher } from './WorkspaceSwitcher.js';

interface Entry {
  readonly path: string;
  readonly label: string;
  readonly icon: OutlinedIcon;
  /** Everyone by default. */
  readonly isFor?: (role: Role) => boolean;
}

const seesResults = (role: Role) => may(role, 'readResults');

const ENTRIES: readonly Entry[] = [
  { path: 'lift', label: 'Lift', icon: IconChartDots3, isFor: seesResults },
  { path: 'stores', label: 'Stores', icon: IconBuildingStore, isFor: seesResults },
  { path: 'items', label: 'Items', icon: IconHanger, isFor: seesResults },
  { path: 'calculators', label: 'Calculators', icon: IconCalculator, isFor: seesResults },
  { path: 'models', label: 'Models', icon: IconSparkles, isFor: seesResults },
  { path: 'import', label: 'Import', icon: IconFileImport, isFor: (role) => may(role, 'importFiles') },
  {
    path: 'activity',
    label: 'Activity',
    icon: IconActivity,
    isFor: (role) => may(role, 'readActivity'),
  },
  { path: 'settings', label: 'Settings', icon: IconSettings },
  { path: 'help', label: 'Help', icon: IconLifebuoy },
];

const ICON_SIZE = 18;

interface NavigationProps {
  readonly onNavigate: () => void;
  readonly onClose: () => void;
}

export const Navigation = ({ onNavigate, onClose }: NavigationProps) => (
  <>
    <Group justify="space-between" px="md" pt="md" pb="xs">
      <Logo />
      <CloseButton hiddenFrom="md" aria-label="Close the menu" onClick={onClose} />
    </Group>
    <div className="shell-switcher">
      <WorkspaceSwitcher />
    </div>
    <PageLinks onNavigate={onNavigate} />
    <AccountMenu />
  </>
);

/** The pages that the role may open. */
function PageLinks({ onNavigate }: Pick<NavigationProps, 'onNavigate'>) {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  const { pathname } = useLocation();
  const entries = ENTRIES.filter(({ isFor }) => isFor?.(viewer.role) ?? true);
  return (
    <ScrollArea component="nav" aria-label="Pages" flex={1} px="xs">
      {entries.map(({ path, label, icon: Icon }) => {
        const active = pathname.startsWith(workspacePath(path));
        return (
          <NavLink
            key={path}
            component={Link}
            to={workspacePath(path)}
            label={label}
            leftSection={<Icon size={ICON_SIZE} stroke={1.6} aria-hidden="true" />}
            active={active}
            aria-current={active ? 'page' : undefined}
            onClick={onNavigate}
          />
        );
      })}
    </ScrollArea>
  );
}
