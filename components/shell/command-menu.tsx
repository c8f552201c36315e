"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { COMMANDS, typedWallet } from "./commands";
import { PAGES } from "./pages";
import { ShellDialog } from "./shell-dialog";

const ITEM =
  "flex min-h-10 cursor-default items-center justify-between gap-3 rounded-control px-3 data-[selected=true]:bg-surface-2 pointer-coarse:min-h-11";

/** Every page and act by its name, and a wallet by its address. */
export function CommandMenu({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const wallet = typedWallet(text);
  const open = (href: string) => {
    onClose();
    router.push(href);
  };
  return (
    <ShellDialog label="Command menu" onClose={onClose}>
      <Command label="Command menu" loop>
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Go to a page, start something, or paste a wallet's address"
          className="h-12 w-full rounded-t-card border-b border-line bg-surface px-4 text-14 placeholder:text-ink-2"
        />
        <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-2">
          <Command.Empty className="px-3 py-4 text-ink-2">Nothing has that name. A whole wallet address opens the wallet.</Command.Empty>
          {wallet === null ? null : (
            <Command.Item value={wallet.name} keywords={[...wallet.keywords]} onSelect={() => open(wallet.href)} className={ITEM}>
              <span className="min-w-0 truncate font-mono text-13">{wallet.name}</span>
            </Command.Item>
          )}
          <Command.Group heading={<Heading>Pages</Heading>}>
            {PAGES.map(({ href, name, icon: Icon, letter }) => (
              <Command.Item key={href} value={name} onSelect={() => open(href)} className={ITEM}>
                <span className="flex items-center gap-3">
                  <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
                  {name}
                </span>
                <kbd className="font-mono text-12 text-ink-2">g {letter}</kbd>
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading={<Heading>Start something</Heading>}>
            {COMMANDS.map(({ href, name, keywords }) => (
              <Command.Item key={href} value={name} keywords={[...keywords]} onSelect={() => open(href)} className={ITEM}>
                {name}
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </ShellDialog>
  );
}

const Heading = ({ children }: { readonly children: string }) => (
  <span className="block px-3 pt-2 pb-1 text-12 text-ink-2">{children}</span>
);
