//! Words about many incidents at once: clusters, hexagons, heat.

use crate::base::Lang;
use crate::model::EventType;

impl super::Words {
    /// The line about a ring or hexagon: "128 incidents · 96 Battles · 32 Protests · 340 reported killed". At most
    /// the three most frequent types; deaths where they are known to be of one dataset.
    pub fn crowd_line(&self, count: usize, kinds: &[u32; 7], deaths: Option<u64>) -> String {
        let mut present: Vec<_> = EventType::ALL.into_iter().zip(kinds).filter(|(_, n)| **n > 0).collect();
        present.sort_by_key(|(kind, n)| (std::cmp::Reverse(**n), kind.index()));
        let mut parts = vec![self.incidents(count)];
        if present.len() > 1 || count > 1 {
            parts.extend(present.iter().take(3).map(|(kind, n)| {
                let colon = self.pick(": ", "\u{A0}: ");
                format!("{}{colon}{}", self.event_type(*kind), self.number(u64::from(**n)))
            }));
        }
        parts.extend(
            deaths
                .filter(|deaths| *deaths > 0)
                .map(|deaths| self.deaths_in_sum(deaths)),
        );
        parts.join(" · ")
    }

    /// Deaths in sum: "at least 340 reported killed", as it is the lowest figures that are added.
    fn deaths_in_sum(&self, deaths: u64) -> String {
        let n = self.number(deaths);
        match (self.lang, deaths) {
            (Lang::En, _) => format!("at least {n} reported killed"),
            (Lang::Fr, 1) => format!("au moins {n} mort signalé"),
            (Lang::Fr, _) => format!("au moins {n} morts signalés"),
        }
    }

    /// What a surface leaves out: "12 incidents left out: place known too roughly for this grid".
    pub fn too_coarse(&self, count: usize) -> String {
        let incidents = self.incidents(count);
        match (self.lang, count) {
            (Lang::En, _) => format!("{incidents} with a place too coarse for this grid, not shown"),
            (Lang::Fr, 0 | 1) => format!("{incidents} au lieu trop vague pour cette grille, non montré"),
            (Lang::Fr, _) => format!("{incidents} au lieu trop vague pour cette grille, non montrés"),
        }
    }

    /// Heading of the classes of hexagons or heat. `deaths`: what is counted; `smooth`: heat.
    pub fn surface_heading(&self, deaths: bool, smooth: bool, square_km: u32, radius_km: u32) -> String {
        let (area, radius) = (self.number(u64::from(square_km)), self.number(u64::from(radius_km)));
        let what = match (self.lang, deaths) {
            (Lang::En, false) => "Incidents",
            (Lang::En, true) => "Reported deaths (lowest figures)",
            (Lang::Fr, false) => "Incidents",
            (Lang::Fr, true) => "Morts signalés (au plus bas)",
        };
        match (self.lang, smooth) {
            (Lang::En, false) => format!("{what} in {area}\u{A0}km²"),
            (Lang::En, true) => format!("{what} within about {radius}\u{A0}km"),
            (Lang::Fr, false) => format!("{what} sur {area}\u{A0}km²"),
            (Lang::Fr, true) => format!("{what} à {radius}\u{A0}km environ"),
        }
    }

    /// Numbers of a class: "3–9", "300 or more".
    pub fn class_range(&self, from: u32, to: Option<u32>) -> String {
        let start = self.number(u64::from(from));
        match to {
            Some(to) if to == from => start,
            Some(to) => format!("{start}–{}", self.number(u64::from(to))),
            None => format!("{start} {}", self.common.or_more),
        }
    }

    /// Why incidents are left out of a surface.
    pub fn coarse_means(&self, radius_km: u32) -> String {
        let radius = self.number(u64::from(radius_km));
        match self.lang {
            Lang::En => format!("Left out: places known less sharply than {radius}\u{A0}km, regions, countries"),
            Lang::Fr => format!("Non montrés\u{A0}: lieux connus à plus de {radius}\u{A0}km près, régions, pays"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::words::{EN, FR};

    #[test]
    fn a_crowd_is_told_in_both_languages() {
        let kinds = [90, 0, 30, 0, 8, 1, 0];
        assert_eq!(
            EN.crowd_line(129, &kinds, Some(1_340)),
            "129 incidents · Battles: 90 · Violence against civilians: 30 · Protests: 8 · at least 1,340 reported killed"
        );
        assert_eq!(FR.crowd_line(1, &[0, 0, 0, 0, 0, 1, 0], Some(0)), "1 incident");
        assert_eq!(EN.class_range(3, Some(9)), "3–9");
        assert_eq!(EN.class_range(1, Some(1)), "1");
        assert_eq!(EN.class_range(10_000, None), "10,000 or more");
        assert!(FR.too_coarse(2).contains("non montrés") && FR.too_coarse(1).ends_with("non montré"));
    }
}
