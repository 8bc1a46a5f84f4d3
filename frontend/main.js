// The one script of every page: htmx, the shell's keys and overlays, and the behaviours a page asks for.
import "./styles/main.css";
import htmx from "htmx.org";
import { attachBehaviours } from "./attach.js";
import { dialogs } from "./shell/dialogs.js";
import { failures } from "./shell/failures.js";
import { hotkeys } from "./shell/hotkeys.js";
import { readsOnly } from "./shell/reads_only.js";
import { requests } from "./shell/requests.js";
import { theme } from "./shell/theme.js";
import { toasts } from "./shell/toasts.js";
import { waiting } from "./shell/waiting.js";

htmx.config.history = "reload";

requests();
failures();
waiting();
dialogs();
hotkeys();
theme();
toasts();
readsOnly();
attachBehaviours(document.documentElement);
