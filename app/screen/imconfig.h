// Dear ImGui's switches for this project, each with its reason. Used by tests and tools as it is; the web build adds two
// in web/imgui/imconfig_web.h.
#pragma once

#define IMGUI_USE_WCHAR32                      // code points above U+FFFF are characters too
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS       // size, and no old habits
#define IMGUI_DISABLE_DEMO_WINDOWS             // size
#define IMGUI_DISABLE_DEBUG_TOOLS              // size
#define IMGUI_DISABLE_FILE_FUNCTIONS           // the page has no files
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS  // links are the browser's
#define IMGUI_DISABLE_TTY_FUNCTIONS            // nothing reads a terminal
#define IMGUI_DISABLE_SSE  // the same arithmetic in every build: pictures are compared byte for byte
