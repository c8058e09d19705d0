//! Why a picture could not be made, or a window not opened: the words of pictures without a window, of the graphics
//! adapter and of the start. What a driver or a library says stays in its own words, in brackets.

use crate::base::Lang;

impl super::Words {
    /// A picture of a size that cannot be drawn.
    pub fn picture_size(&self, [width, height]: [&u32; 2], largest: u32) -> String {
        match self.lang {
            Lang::En => format!("found a picture of {width} x {height} pixels, expected 1 to {largest} each way"),
            Lang::Fr => {
                format!("trouvé une image de {width} x {height} pixels, attendu 1 à {largest} dans chaque sens")
            }
        }
    }

    /// A page that is too small for what stands on it.
    pub fn picture_too_small(&self, [width, height]: [&u32; 2], (least_width, least_height): (u32, u32)) -> String {
        match self.lang {
            Lang::En => format!(
                "found a picture of {width} x {height} pixels, expected at least {least_width} x {least_height}"
            ),
            Lang::Fr => format!(
                "trouvé une image de {width} x {height} pixels, attendu au moins {least_width} x {least_height}"
            ),
        }
    }

    /// A picture that still lacked parts of its map after so many seconds.
    pub fn picture_incomplete(&self, seconds: u64) -> String {
        match self.lang {
            Lang::En => format!("the picture was not complete after {seconds} s"),
            Lang::Fr => format!("l\u{2019}image n\u{2019}était pas complète au bout de {seconds}\u{A0}s"),
        }
    }

    /// The adapter gave up while it drew a picture; the driver's words.
    pub fn picture_adapter(&self, said: &str) -> String {
        match self.lang {
            Lang::En => format!("the graphics adapter did not finish the picture ({said})"),
            Lang::Fr => format!("la carte graphique n\u{2019}a pas terminé l\u{2019}image ({said})"),
        }
    }

    /// A drawn picture that could not be made a PNG; a library's words.
    pub fn picture_not_encoded(&self, said: &str) -> String {
        match self.lang {
            Lang::En => format!("the picture could not be made a PNG file ({said})"),
            Lang::Fr => format!("l\u{2019}image n\u{2019}a pas pu devenir un fichier PNG ({said})"),
        }
    }

    /// The bundled map cannot be read; a library's words.
    pub fn basemap_damaged(&self, said: &str) -> String {
        match self.lang {
            Lang::En => format!("the bundled map cannot be read ({said})"),
            Lang::Fr => format!("la carte fournie est illisible ({said})"),
        }
    }

    /// Nothing that can draw.
    pub fn no_adapter(&self) -> &'static str {
        self.pick(
            "no graphics adapter was found; install a Vulkan or OpenGL driver (on Debian and Ubuntu the package mesa-vulkan-drivers draws without a graphics card)",
            "aucune carte graphique trouvée\u{A0}; installez un pilote Vulkan ou OpenGL (sous Debian et Ubuntu, le paquet mesa-vulkan-drivers dessine sans carte graphique)",
        )
    }

    /// No display to open a window on.
    pub fn no_display(&self) -> &'static str {
        self.pick(
            "there is no display to open a window on; `sahel-atlas render --out map.png` draws the map without one",
            "il n\u{2019}y a pas d\u{2019}écran où ouvrir une fenêtre\u{A0}; `sahel-atlas render --out carte.png` dessine la carte sans fenêtre",
        )
    }

    /// A library of the window system is missing; the loader's words.
    pub fn library_missing(&self, said: &str) -> String {
        match self.lang {
            Lang::En => format!(
                "{said} Install it (scripts/run does; on Debian and Ubuntu the packages libxkbcommon-x11-0, libxcursor1 and libxi6), or draw without a window: `sahel-atlas render --out map.png`"
            ),
            Lang::Fr => format!(
                "une bibliothèque du système manque ({said}). Installez-la (scripts/run le fait\u{A0}; sous Debian et Ubuntu, les paquets libxkbcommon-x11-0, libxcursor1 et libxi6), ou dessinez sans fenêtre\u{A0}: `sahel-atlas render --out carte.png`"
            ),
        }
    }

    /// The adapter failed in the middle of a frame, or again and again; the driver's words.
    pub fn adapter_failed(&self, said: &str) -> String {
        match self.lang {
            Lang::En => format!(
                "the graphics adapter failed ({said}). Start the program again; if it fails again, update the driver, or draw without a window: `sahel-atlas render --out map.png`"
            ),
            Lang::Fr => format!(
                "la carte graphique a cessé de répondre ({said}). Relancez le programme\u{A0}; si cela se répète, mettez le pilote à jour, ou dessinez sans fenêtre\u{A0}: `sahel-atlas render --out carte.png`"
            ),
        }
    }

    /// Anything else that keeps the window from being opened; the system's words.
    pub fn window_not_opened(&self, said: &str) -> String {
        match self.lang {
            Lang::En => format!("the window could not be opened ({said})"),
            Lang::Fr => format!("la fenêtre n\u{2019}a pas pu être ouverte ({said})"),
        }
    }

    /// The incidents of the program itself cannot be read: a fault of the build.
    pub fn data_damaged(&self, said: &str) -> String {
        match self.lang {
            Lang::En => format!("the bundled data cannot be read: {said}"),
            Lang::Fr => format!("les données fournies sont illisibles\u{A0}: {said}"),
        }
    }

    /// Nothing more could be written to where a command prints.
    pub fn cannot_print(&self, reason: &str) -> String {
        match self.lang {
            Lang::En => format!("cannot write: {reason}"),
            Lang::Fr => format!("écriture impossible\u{A0}: {reason}"),
        }
    }
}
