// What every page gets: small conveniences. Every page works without them.
import "./csrf.js";
import "./keys.js";
import "./menus.js";
import "./unsaved.js";
import "./arrival.js";
