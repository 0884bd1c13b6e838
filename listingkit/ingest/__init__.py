"""From a camera card to photos with names: frames in true order, split at slates, filed where nothing is doubtful."""
