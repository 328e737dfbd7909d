import type { PlaceOptions } from './installation.ts';
import type { Sender } from './sender.ts';
import type { World } from './world.ts';

/** A world with all who are busy in it, and numbers that the seed says. */
export type Scene = World & { sender: Sender; random(): number };

/** Something that happens to an installation while people work with it. */
export type Fault = {
  name: string;
  /** What happens, in a few words. */
  what: string;
  /** How the installation has to be made for it. */
  place?: PlaceOptions;
  /** How long it lasts, in seconds, unless somebody says otherwise. */
  seconds: number;
  /** Why it cannot happen on this machine; undefined where it can. */
  cannot?(): Promise<string | undefined>;
  /** Makes it happen. Resolves with what was done to what. */
  inject(scene: Scene): Promise<string>;
  /** Ends it as it ends outside of the program: whoever keeps services starts one again, the disk has room, the clock is set right. */
  undo(scene: Scene): Promise<void>;
  control: {
    /** What the control goes without. */
    without: string;
    /** Takes that away. The same then happens, and the judge has to see something lost or doubled. */
    begin(scene: Scene): Promise<void>;
    /** How long it is waited for what is late, in seconds; ten when not said. */
    patience?: number;
  };
};
