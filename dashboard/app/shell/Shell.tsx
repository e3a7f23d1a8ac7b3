import { AppShell, Burger, Group } from '@mantine/core';
import { useDidUpdate, useDisclosure } from '@mantine/hooks';
import { type RefObject, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useSession } from '../../session/session.js';
import { Logo } from '../../ui/page/Logo.js';
import { Navigation } from './Navigation.js';
import { PasswordNotice } from './PasswordNotice.js';
import { SimulatedBanner } from './SimulatedBanner.js';

const NAVBAR_WIDTH = 232;
const HEADER_HEIGHT = 56;

/** The frame around every page: skip link, navigation, the label of simulated data, then the page. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const { workspace } = useSession();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const burger = useRef<HTMLButtonElement>(null);
  const closeByHand = () => {
    close();
    burger.current?.focus();
  };
  useDidUpdate(() => main.current?.focus({ preventScroll: true }), [pathname]);

  return (
    <>
      <SkipLink />
      <AppShell
        layout="alt"
        header={{ height: { base: HEADER_HEIGHT, md: 0 } }}
        navbar={{ width: NAVBAR_WIDTH, breakpoint: 'md', collapsed: { mobile: !opened } }}
        padding={0}
      >
        <PhoneHeader burger={burger} opened={opened} onToggle={toggle} />
        <AppShell.Navbar className="shell-navbar" data-closed={!opened || undefined}>
          <Navigation onNavigate={close} onClose={closeByHand} />
        </AppShell.Navbar>
        <AppShell.Main ref={main} id="content" tabIndex={-1} className="shell-main">
          <PasswordNotice />
          {workspace.simulated && <SimulatedBanner />}
          <Outlet />
        </AppShell.Main>
      </AppShell>
      <ScrollRestoration getKey={({ pathname: path }) => path} />
    </>
  );
}

const SkipLink = () => (
  <a className="skip-link" href="#content">
    Skip to the content
  </a>
);

interface PhoneHeaderProps {
  readonly burger: RefObject<HTMLButtonElement | null>;
  readonly opened: boolean;
  readonly onToggle: () => void;
}

const PhoneHeader = ({ burger, opened, onToggle }: PhoneHeaderProps) => (
  <AppShell.Header hiddenFrom="md" className="shell-header">
    <Group h="100%" px="md" justify="space-between">
      <Logo />
      <Burger
        ref={burger}
        opened={opened}
        onClick={onToggle}
        size="sm"
        aria-label={opened ? 'Close the menu' : 'Open the menu'}
        aria-expanded={opened}
      />
    </Group>
  </AppShell.Header>
);
